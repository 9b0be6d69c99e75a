# Sourced. as_root_apt PACKAGE WHY: install a Debian package where we may, else say clearly what to type.

as_root_apt() {
    local sudo=""
    if [ "$(id -u)" != 0 ]; then
        sudo="sudo -n"
    fi
    if ! command -v apt-get >/dev/null || ! $sudo true 2>/dev/null; then
        echo "$2 Please install the package $1 (Debian: sudo apt-get install $1), then try again." >&2
        return 1
    fi
    echo "$2 Installing the Debian package $1 ..." >&2
    # The lists of a fresh machine are empty; those of an old one may name versions that are gone.
    $sudo env DEBIAN_FRONTEND=noninteractive sh -c \
        "apt-get -qq -o=Dpkg::Use-Pty=0 update && apt-get -qq -o=Dpkg::Use-Pty=0 install -y --no-install-recommends $1" \
        >&2
}
