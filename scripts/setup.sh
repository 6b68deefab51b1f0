# shellcheck shell=bash
# Shared by ./hongbao, ./hongbao-mpi, ./hongbao-live and ./test: finds or installs what a build needs, and builds.
# Sourced with `root` set to the folder of the package, and `product` to the program if it is not
# hongbao; talks on standard error only.

# shellcheck disable=SC2154
build_folder="$root/.build"
product=${product:-hongbao}
release_binary="$build_folder/release/$product"
# Written after a build that succeeded: the state of the sources it was built from.
build_stamp="$build_folder/$product-release.stamp"

say() { printf '%s\n' "hongbao: $*" >&2; }
fail() { say "$*"; exit 69; }

# Name, size and time (in nanoseconds) of everything that a build reads, and of the compiler: a
# file that was added, removed, edited or put back changes it.
source_state() {
  {
    stat -L -c '%n %s %y' "$(command -v swift || echo /dev/null)"
    find "$root/Sources" "$root/Package.swift" -printf '%P %y %s %T@\n' | LC_ALL=C sort
  } | cksum
}

# The same of what a build writes: the versions it chose and the program.
product_state() {
  stat -L -c '%s %y' "$root/Package.resolved" "$release_binary" 2>/dev/null | cksum
}

build_is_fresh() {
  [ -x "$release_binary" ] && [ -f "$build_stamp" ] &&
    [ "$(cat "$build_stamp")" = "$(source_state) $(product_state)" ]
}

# Debian's packages for what is not there.
missing_packages() {
  command -v git >/dev/null 2>&1 || echo git
  command -v cc >/dev/null 2>&1 || echo gcc
  [ -e /usr/include/stdio.h ] || echo libc6-dev
  compgen -G '/usr/lib/gcc/*/*/libstdc++.so' >/dev/null || echo g++
  [ -e /usr/include/sqlite3.h ] || echo libsqlite3-dev
}

require_toolchain() {
  local missing
  mapfile -t missing < <(missing_packages)
  [ ${#missing[@]} -eq 0 ] || install_packages "${missing[@]}"
  if ! command -v swift >/dev/null 2>&1; then
    say "there is no 'swift' on the PATH; Swift 6.3 or newer is needed."
    say "Get it from https://www.swift.org/install/linux/ and open a new shell, or say where it is:"
    fail "  export PATH=/folder/of/swift/usr/bin:\$PATH"
  fi
}

# The same for MPI: mpirun, and what hongbao-mpi is built with.
missing_mpi_packages() {
  command -v mpirun >/dev/null 2>&1 || echo openmpi-bin
  command -v pkg-config >/dev/null 2>&1 || echo pkg-config
  pkg-config --exists mpi-c 2>/dev/null || echo libopenmpi-dev
}

require_mpi() {
  local missing
  mapfile -t missing < <(missing_mpi_packages)
  [ ${#missing[@]} -eq 0 ] || install_packages "${missing[@]}"
}

# The same for tests of srun and sbatch, in a Slurm of this machine.
missing_slurm_packages() {
  command -v slurmctld >/dev/null 2>&1 && command -v srun >/dev/null 2>&1 || echo slurm-wlm
  command -v munged >/dev/null 2>&1 || echo munge
}

require_slurm() {
  local missing
  mapfile -t missing < <(missing_slurm_packages)
  [ ${#missing[@]} -eq 0 ] || install_packages "${missing[@]}"
}

# The same for the live verbs: what hongbao-live is built with.
missing_live_packages() {
  command -v pkg-config >/dev/null 2>&1 || echo pkg-config
  pkg-config --exists libnghttp2 2>/dev/null || echo libnghttp2-dev
}

require_live() {
  local missing
  mapfile -t missing < <(missing_live_packages)
  [ ${#missing[@]} -eq 0 ] || install_packages "${missing[@]}"
}

# What its tests attack it with: Debian's clients and servers, and PyPI's h2.
missing_peer_packages() {
  command -v nghttpd >/dev/null 2>&1 || echo nghttp2-server
  command -v curl >/dev/null 2>&1 || echo curl
  command -v openssl >/dev/null 2>&1 || echo openssl
  python3 -c 'import venv, ensurepip' >/dev/null 2>&1 || echo python3-venv
}

# What tests read exports back with: promtool of Debian's prometheus, and Python's packages in an
# environment beside the build. A test that lacks one of them is skipped, and says so.
missing_reader_packages() {
  command -v promtool >/dev/null 2>&1 || echo prometheus
  python3 -c 'import venv, ensurepip' >/dev/null 2>&1 || echo python3-venv
}

# Installs packages of PyPI into .build/venv unless their modules, named alike, are there.
require_python_modules() {
  local python="$build_folder/venv/bin/python" name
  local -a missing=()
  for name in "$@"; do
    "$python" -c "import $name" >/dev/null 2>&1 || missing+=("$name")
  done
  [ ${#missing[@]} -gt 0 ] || return 0
  say "installing ${missing[*]} into .build/venv"
  { [ -x "$python" ] || python3 -m venv "$build_folder/venv"; } >/dev/null 2>&1 &&
    "$python" -m pip install --quiet --disable-pip-version-check "${missing[@]}" >&2 </dev/null
}

require_peers() {
  local missing
  mapfile -t missing < <(missing_peer_packages)
  [ ${#missing[@]} -eq 0 ] || install_packages "${missing[@]}"
  require_python_modules h2 hyperframe
}

require_readers() {
  local missing
  mapfile -t missing < <(missing_reader_packages)
  [ ${#missing[@]} -eq 0 ] || install_packages "${missing[@]}"
  require_python_modules pyarrow pandas
}

install_packages() {
  command -v apt-get >/dev/null 2>&1 || fail "please install (Debian's names): $*"
  local -a command=(apt-get install -y --no-install-recommends "$@")
  if [ "$(id -u)" -ne 0 ]; then fail "packages are missing; please run: sudo ${command[*]}"; fi
  say "installing $*"
  local log
  log=$(mktemp)
  if ! { apt-get update && DEBIAN_FRONTEND=noninteractive "${command[@]}"; } \
    >"$log" 2>&1 </dev/null; then
    cat "$log" >&2
    rm -f "$log"
    fail "could not install them; please run: ${command[*]}"
  fi
  rm -f "$log"
}

# Builds the release binary. Two shells at once are fine: the second one waits for the first (and
# SwiftPM holds a lock of its own against other builds of this folder).
build_release() {
  mkdir -p "$build_folder"
  local lock
  exec {lock}>"$build_folder/$product-release.lock"
  if command -v flock >/dev/null 2>&1; then flock "$lock"; fi
  if ! build_is_fresh; then run_release_build; fi
  exec {lock}>&-
}

run_release_build() {
  local log state
  log=$(mktemp "$build_folder/$product-release.XXXXXX.log")
  # Taken before the build: a file that is saved meanwhile makes the next call build again.
  state=$(source_state)
  say "building (a few minutes the first time) …"
  if ! (cd "$root" && swift build -c release --product "$product") >"$log" 2>&1 </dev/null; then
    cat "$log" >&2
    rm -f "$log"
    fail "the build failed; its whole log stands above"
  fi
  rm -f "$log"
  stamp_build "$state"
}

# Remembers that the release binary was built from the sources in the state given.
stamp_build() {
  printf '%s\n' "$1 $(product_state)" >"$build_stamp.$$"
  mv -f "$build_stamp.$$" "$build_stamp"
}
