#ifndef KRUMTAP_CMALLOC_SHIM_H
#define KRUMTAP_CMALLOC_SHIM_H

// mallopt is in no module of Swift's.
#ifdef __linux__
#include <malloc.h>
#endif

#endif
