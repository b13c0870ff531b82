#!/bin/sh
set -e

# After electron-builder's own template (templates/linux/after-install.tpl), which a script of ours
# replaces. Left out: the links of update-alternatives, as /usr/bin holds our own programs.

# Chromium's sandbox helper is root's whatever the kernel allows now: a test made here, as root, says
# nothing of what a user may do, and the sysctl may be changed later. An administrator's own mode stays.
if ! dpkg-statoverride --list '/opt/${sanitizedProductName}/chrome-sandbox' >/dev/null 2>&1; then
  chmod 4755 '/opt/${sanitizedProductName}/chrome-sandbox'
fi

if hash update-mime-database 2>/dev/null; then
  update-mime-database /usr/share/mime || true
fi

if hash update-desktop-database 2>/dev/null; then
  update-desktop-database /usr/share/applications || true
fi

# Ubuntu 24 and newer let only programs with a profile make user namespaces, which Chromium's sandbox
# is made of. A version of AppArmor that does not know the rule does not need it.
if apparmor_status --enabled >/dev/null 2>&1; then
  source='/opt/${sanitizedProductName}/resources/apparmor-profile'
  target='/etc/apparmor.d/${executable}'
  if apparmor_parser --skip-kernel-load --debug "$source" >/dev/null 2>&1; then
    cp -f "$source" "$target"
    chmod 644 "$target"
    # In an image that is being made there is no kernel of its own to load it into.
    if ! { hash ischroot 2>/dev/null && ischroot; } && hash apparmor_parser 2>/dev/null; then
      apparmor_parser --replace --write-cache --skip-read-cache "$target" || true
    fi
  fi
fi

# A Quiesce that runs goes on, and finishes its runs, on what it has loaded.
exit 0
