#include "HolbaekData.h"

// `#embed` is C23; clang has it as an extension in every earlier C, with this warning.
#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char areas_csv[] = {
#embed "holbaek_areas.csv"
};
static const unsigned char parishes_csv[] = {
#embed "holbaek_parishes.csv"
};
static const unsigned char sogne_geojson[] = {
#embed "holbaek_sogne.geojson"
};
static const unsigned char people_json[] = {
#embed "people.json"
};
static const unsigned char matters_1_json[] = {
#embed "matters-1.json"
};
static const unsigned char matters_2_json[] = {
#embed "matters-2.json"
};
static const unsigned char matters_3_json[] = {
#embed "matters-3.json"
};
static const unsigned char matters_4_json[] = {
#embed "matters-4.json"
};
static const unsigned char clarifications_json[] = {
#embed "clarifications.json"
};
static const unsigned char messages_short_json[] = {
#embed "messages-short.json"
};

#define FILE_OF(name) \
    HolbaekFile holbaek_##name(void) { return (HolbaekFile){name, sizeof name}; }

FILE_OF(areas_csv)
FILE_OF(clarifications_json)
FILE_OF(parishes_csv)
FILE_OF(sogne_geojson)
FILE_OF(people_json)
FILE_OF(matters_1_json)
FILE_OF(matters_2_json)
FILE_OF(matters_3_json)
FILE_OF(matters_4_json)
FILE_OF(messages_short_json)
