#!/usr/bin/env bash
# Runs the tests of the windows under the thread sanitizer: scripts/thread-sanitizer.sh
# A small package of links, in .build-tsan, holds the kernel and these tests alone, so that nothing
# else is built a second time. The status is 0 when all tests pass and no race was seen.
set -euo pipefail

root=$(cd -P "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.." && pwd)
package="$root/.build-tsan/package"
mkdir -p "$package/Sources" "$package/Tests"
ln -sfn "$root/Sources/CKernelShims" "$package/Sources/CKernelShims"
ln -sfn "$root/Sources/SimulationKernel" "$package/Sources/SimulationKernel"
ln -sfn "$root/Tests/SimulationKernelTests/Windows" "$package/Tests/WindowTests"

manifest=$(
  cat <<'EOF'
// swift-tools-version: 6.1
// Written by scripts/thread-sanitizer.sh.
import PackageDescription

let settings: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

let package = Package(
  name: "hongbao-windows",
  targets: [
    .target(name: "CKernelShims"),
    .target(
      name: "SimulationKernel", dependencies: ["CKernelShims"], swiftSettings: settings),
    .testTarget(
      name: "WindowTests", dependencies: ["SimulationKernel"], swiftSettings: settings),
  ]
)
EOF
)
# Only written when it changes: a newer manifest makes everything be built again.
if [ "$(cat "$package/Package.swift" 2>/dev/null)" != "$manifest" ]; then
  printf '%s\n' "$manifest" >"$package/Package.swift"
fi

cd "$package"
options=(-c release --sanitize=thread --scratch-path "$root/.build-tsan/build")
swift build "${options[@]}" --build-tests
TSAN_OPTIONS="halt_on_error=1 ${TSAN_OPTIONS:-}" \
  swift test "${options[@]}" --skip-build --disable-testable-imports --disable-xctest --parallel
