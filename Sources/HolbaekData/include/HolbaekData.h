#ifndef KRUMTAP_HOLBAEK_DATA_H
#define KRUMTAP_HOLBAEK_DATA_H

#include <stddef.h>

/// A file that is part of the program. The bytes live as long as the process and are followed by no zero.
typedef struct {
    const unsigned char *bytes;
    size_t length;
} HolbaekFile;

HolbaekFile holbaek_areas_csv(void);
HolbaekFile holbaek_parishes_csv(void);
HolbaekFile holbaek_sogne_geojson(void);

HolbaekFile holbaek_people_json(void);
HolbaekFile holbaek_matters_1_json(void);
HolbaekFile holbaek_matters_2_json(void);
HolbaekFile holbaek_matters_3_json(void);
HolbaekFile holbaek_matters_4_json(void);
HolbaekFile holbaek_clarifications_json(void);
HolbaekFile holbaek_messages_short_json(void);

#endif
