#!/bin/sh
set -e

# After electron-builder's own template (templates/linux/after-remove.tpl), but for the links of
# update-alternatives, and for upgrades: rpm runs the old package's script after the new one's, with
# a number of versions that stay; dpkg says `upgrade`. Then everything is still wanted.
case "$1" in
  remove | purge | 0) ;;
  *) exit 0 ;;
esac

profile='/etc/apparmor.d/${executable}'
if [ -f "$profile" ]; then
  if apparmor_status --enabled >/dev/null 2>&1; then
    if ! { hash ischroot 2>/dev/null && ischroot; } && hash apparmor_parser 2>/dev/null; then
      apparmor_parser --remove "$profile" || true
    fi
  fi
  rm -f "$profile"
fi

if hash update-desktop-database 2>/dev/null; then
  update-desktop-database /usr/share/applications || true
fi

# People's configuration and journals stay; /etc/quiesce is the package manager's (conffiles).
exit 0
