/**
 * Folders that hold what many programs have: that one is named says nothing of what lies in it. OpenSSL's holds scripts of
 * its own as well; the settings and certificates in it are always needed.
 */
export const commonFolder =
  /^(?:\/usr)?\/(?:s?bin|lib(?:32|64|x32)?(?:\/[a-z0-9_]+-linux-(?:gnu|musl)[a-z0-9_]*)?|share|libexec|include|local(?:\/[a-z0-9]+)?)$|^\/(?:etc|var|run|tmp|dev|proc|sys|home|root|opt|srv|mnt|media|usr)(?:\/(?:lib|cache|log|run|tmp|spool|lock|mail))?$|^\/(?:usr\/share|usr\/lib|usr\/local\/share|lib)\/(?:locale|zoneinfo|i18n|doc|man|info|nls|ssl)$/;
