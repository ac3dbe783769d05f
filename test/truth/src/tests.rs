use super::*;
use std::future::Future;
use std::task::{Context, Poll, Waker};

#[test]
fn reaches_what_truth_says() {
    assert_eq!(branch(false), 2);
    assert_eq!((both(true), both(false)), (2, 3));
    assert!(tree(true, true) && !tree(true, false) && !tree(false, true));
    assert_eq!(diamond(true, true, false), 1);
    assert_eq!(diamond(true, false, false), 0);
    assert_eq!(diamond(false, true, true), 1);
    assert!(value(true, false) && !value(false, false));
    assert_eq!((arms(Some(5)), arms(None)), (5, 0));
    assert_eq!(question("4"), Ok(4));
    assert_eq!((let_else(Some(3)), let_else(None)), (3, 0));
    assert_eq!(if_let(Some(3)), 3);
    assert_eq!((chain(Some(3), true), chain(None, true), chain(None, false)), (3, 0, 0));
    assert_eq!(loops(2), 4);
    assert_eq!(queue(vec![1, 2]), 1);
    assert_eq!(checked(3), 3);
    assert!(matching(Some(1)));
    assert_eq!(bitwise(true, true), 1);
    assert!(generic(1, 2) && !generic(2.0, 1.0));
    assert_eq!(sized(), 4);
    assert_eq!(closure(&[1, 2]), 3);
    assert_eq!(now(waits(true)), 1);
    assert_eq!(in_macro(1, 2), 2);
    assert_eq!(argument(true, false), "false");
    assert!(Circle.is_round());
    assert_eq!(nested::deep::sign(-1), -1);
    assert_eq!(checked_twice(1), 1);
    asserts_last(3);
    assert_eq!(shortened(false), 2);
}

#[test]
#[should_panic]
fn checks_twice() {
    checked_twice(2);
}

#[test]
#[should_panic]
fn panics() {
    behind_a_panic(9);
}

/// The value of a future that is ready at once.
fn now<T>(future: impl Future<Output = T>) -> T {
    match std::pin::pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => value,
        Poll::Pending => unreachable!(),
    }
}
