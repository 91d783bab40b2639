#ifndef KRUMTAP_CPICTURES_H
#define KRUMTAP_CPICTURES_H

#include <stddef.h>

// libvips' functions are variadic, and its headers bring all of GLib: this is what Krumtap needs of it.

typedef enum { KRUMTAP_JPEG = 0, KRUMTAP_PNG = 1, KRUMTAP_WEBP = 2, KRUMTAP_HEIC = 3 } krumtap_picture_format;

typedef struct {
    unsigned char *bytes; // from malloc
    size_t count;
    int width, height;
} krumtap_picture;

// 0 when libvips is ready. Only the loaders and savers of the four formats stay allowed in this process.
int krumtap_pictures_start(void);

// Decodes and encodes anew: upright, in sRGB, without metadata or anything else the file carried. HEIC becomes JPEG.
// 0 when it worked. Gives up after `seconds`.
int krumtap_picture_clean(
    const unsigned char *bytes, size_t count, krumtap_picture_format format, long maximum_pixels, int seconds, krumtap_picture *out);

// A small JPEG on white, with no side longer than `side`.
int krumtap_picture_shrink(
    const unsigned char *bytes, size_t count, krumtap_picture_format format, int side, int seconds, krumtap_picture *out);

void krumtap_picture_free(krumtap_picture *picture);

// The loaders this libvips has, one bit for each format.
int krumtap_pictures_loaders(void);

#endif
