#ifndef KRUMTAP_CPOSTGRES_SHIM_H
#define KRUMTAP_CPOSTGRES_SHIM_H

#include <libpq-fe.h>

// Macros and char arguments Swift cannot see.
static const int krumtap_pg_sqlstate = PG_DIAG_SQLSTATE;
static const int krumtap_pg_message = PG_DIAG_MESSAGE_PRIMARY;
static const int krumtap_pg_constraint = PG_DIAG_CONSTRAINT_NAME;

static void krumtap_pg_silence(void *context, const char *message) {
    (void)context;
    (void)message;
}

// libpq writes notices to standard error otherwise.
static inline void krumtap_pg_silence_notices(PGconn *connection) {
    PQsetNoticeProcessor(connection, krumtap_pg_silence, 0);
}

#endif
