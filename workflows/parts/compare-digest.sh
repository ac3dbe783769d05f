if ! [[ "$DIGEST" =~ ^[0-9a-f]{64}$ ]]; then
  echo "::error title=Digest::What the bundle should have is no SHA-256 in lower-case hexadecimal."
  exit 1
fi
found=$(sha256sum assay-bundle/bundle.zip 2> /dev/null || shasum -a 256 assay-bundle/bundle.zip)
if [ "${found%% *}" != "$DIGEST" ]; then
  echo "::error title=Digest::The bundle has the SHA-256 ${found%% *}, not $DIGEST: another took its place."
  exit 1
fi
