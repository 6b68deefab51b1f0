// What Swift's Glibc module does not show: renameat2(2), which glibc declares for _GNU_SOURCE only.
#ifndef HONGBAO_CSYSTEM_SHIMS_H
#define HONGBAO_CSYSTEM_SHIMS_H

/// Renames `from` to `to` in one step, only if there is no `to`; 0, or -1 and errno.
int csystem_rename_new(const char *from, const char *to);

/// Exchanges `first` and `second`, which both exist, in one step; 0, or -1 and errno.
int csystem_exchange(const char *first, const char *second);

#endif
