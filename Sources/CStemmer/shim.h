#ifndef KRUMTAP_CSTEMMER_SHIM_H
#define KRUMTAP_CSTEMMER_SHIM_H

#include <libstemmer.h>

#endif
