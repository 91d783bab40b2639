#ifndef KRUMTAP_CSQLITE_SHIM_H
#define KRUMTAP_CSQLITE_SHIM_H

#include <sqlite3.h>

// Swift sees no function with a variable number of arguments.
static inline int krumtap_sqlite_count_no_memory(void) { return sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0); }

#endif
