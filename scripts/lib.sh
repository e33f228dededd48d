# shellcheck shell=sh
# Sourced by ./run, ./test and their helpers, which stand in the repository's root. POSIX sh; functions only.

server=artifacts/bin/SharpCommerce.Server/release/SharpCommerce.Server.dll

fail() {
    printf '%s\n' "$*" >&2
    exit 1
}

# The SDK decides by global.json, so we ask it instead of comparing versions ourselves.
require_dotnet() {
    command -v dotnet >/dev/null 2>&1 ||
        fail "dotnet is missing: install the .NET SDK 10.0.4xx (see global.json) from https://dotnet.microsoft.com/download"
    dotnet --version >/dev/null 2>&1 ||
        fail "This needs the .NET SDK 10.0.4xx (see global.json). Installed: $(dotnet --list-sdks 2>/dev/null | cut -d' ' -f1 | tr '\n' ' ')"
}

# True when the built server is missing or older than a source. Folders count too: a deleted file changes its folder only.
server_is_stale() {
    [ -f "$server" ] && [ -f artifacts/build.stamp ] || return 0
    [ -n "$(find src plugins ./*.props ./*.targets ./*.json -newer artifacts/build.stamp 2>/dev/null | head -n 1)" ]
}

# build TARGET [if-stale]: Release, silent unless it fails. One build at a time, because all of them write to artifacts/.
build() {
    mkdir -p artifacts
    (
        # Descriptor 9 is kept from dotnet: the compiler server outlives the build and would hold the lock.
        if command -v flock >/dev/null 2>&1; then flock 9; fi
        if [ "${2-}" = if-stale ] && ! server_is_stale; then exit 0; fi
        # Made before the build, so that an edit during the build counts as newer.
        : >artifacts/build.starting
        if ! DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 dotnet build "$1" -c Release -nologo -v quiet -nodeReuse:false \
            </dev/null >artifacts/build.log 2>&1 9>&-; then
            # The summary repeats every error.
            awk 'NF && !seen[$0]++' artifacts/build.log >&2
            exit 1
        fi
        mv artifacts/build.starting artifacts/build.stamp
    ) 9>artifacts/build.lock
}

# Node.js builds the shop and the back office. Vite says which one.
has_node() {
    command -v npm >/dev/null 2>&1 && node -e 'const [a, b] = process.versions.node.split("."); process.exit(a > 20 || (a == 20 && b >= 19) ? 0 : 1)' 2>/dev/null
}

# True when the built pages are missing or older than a source.
web_is_stale() {
    [ -f artifacts/web/shop/index.html ] && [ -f artifacts/web/admin/index.html ] && [ -f artifacts/web.stamp ] || return 0
    [ -n "$(find web -name node_modules -prune -o -name tests -prune -o -newer artifacts/web.stamp -print 2>/dev/null | head -n 1)" ]
}

# The packages that web/package-lock.json names, and nothing that they would run.
install_web_packages() {
    [ web/node_modules/.package-lock.json -nt web/package-lock.json ] ||
        npm ci --prefix web --ignore-scripts --no-audit --no-fund --loglevel=error
}

# build_web [if-stale]: the shop and the back office into artifacts/web, silent unless it fails. One at a time, like the server's build.
build_web() {
    mkdir -p artifacts
    (
        if command -v flock >/dev/null 2>&1; then flock 8; fi
        if [ "${1-}" = if-stale ] && ! web_is_stale; then exit 0; fi
        : >artifacts/web.starting
        if ! { install_web_packages && npm run build --prefix web; } </dev/null >artifacts/web.log 2>&1 8>&-; then
            cat artifacts/web.log >&2
            exit 1
        fi
        mv artifacts/web.starting artifacts/web.stamp
    ) 8>artifacts/web.lock
}
