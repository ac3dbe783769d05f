verdict="${VERDICT:-no-verdict}"
printf '%s\n' '| | ended in |' '| --- | --- |' >> "$GITHUB_STEP_SUMMARY"
while IFS=' :' read -r job result; do
  printf '| %s | %s |\n' "$job" "${result:-nothing}" >> "$GITHUB_STEP_SUMMARY"
  # The one job that may be skipped, and only where the plan said that the policy names no target.
  if [ "$job:$result:${ASKED:-}" = Targets:skipped:false ]; then continue; fi
  if [ "$result" != success ]; then
    echo "::error title=Gate::$job ended in ${result:-nothing}, not in success."
    if [ "$verdict" = pass ]; then verdict=no-verdict; fi
  fi
done <<< "$ENDED"
echo "verdict=$verdict" >> "$GITHUB_OUTPUT"
printf '\nThe verdict of the gate is **%s**.\n' "$verdict" >> "$GITHUB_STEP_SUMMARY"
echo "The verdict of the gate is $verdict."
[ "$verdict" = pass ]
