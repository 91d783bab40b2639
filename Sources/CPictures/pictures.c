#include "pictures.h"

#include <stdlib.h>
#include <string.h>
#include <vips/vips.h>

static const char *loaders[] = {
    "VipsForeignLoadJpegBuffer", "VipsForeignLoadPngBuffer", "VipsForeignLoadWebpBuffer", "VipsForeignLoadHeifBuffer"};

static int start_once(void) {
    if (VIPS_INIT("krumtap")) return -1;
    // One picture at a time on one thread: what a picture costs is then known.
    vips_concurrency_set(1);
    vips_cache_set_max(0);
    // All that could read a file is blocked, and what we ask for by name is let through.
    vips_operation_block_set("VipsForeignLoad", TRUE);
    for (size_t i = 0; i < sizeof loaders / sizeof *loaders; i++) vips_operation_block_set(loaders[i], FALSE);
    return 0;
}

int krumtap_pictures_start(void) {
    static gsize started = 0;
    static int result = -1;
    if (g_once_init_enter(&started)) {
        result = start_once();
        g_once_init_leave(&started, 1);
    }
    return result;
}

int krumtap_pictures_loaders(void) {
    int found = 0;
    for (size_t i = 0; i < sizeof loaders / sizeof *loaders; i++)
        if (g_type_from_name(loaders[i])) found |= 1 << i;
    return found;
}

static void stop_when_late(VipsImage *image, VipsProgress *progress, void *deadline) {
    (void)progress;
    if (g_get_monotonic_time() > *(gint64 *)deadline) vips_image_set_kill(image, TRUE);
}

static VipsImage *load(const unsigned char *bytes, size_t count, krumtap_picture_format format, long maximum_pixels) {
    VipsImage *image = NULL;
    void *buffer = (void *)bytes;
    int failed = -1;
    switch (format) {
    case KRUMTAP_JPEG: failed = vips_jpegload_buffer(buffer, count, &image, "fail_on", VIPS_FAIL_ON_TRUNCATED, NULL); break;
    case KRUMTAP_PNG: failed = vips_pngload_buffer(buffer, count, &image, "fail_on", VIPS_FAIL_ON_TRUNCATED, NULL); break;
    case KRUMTAP_WEBP: failed = vips_webpload_buffer(buffer, count, &image, "fail_on", VIPS_FAIL_ON_TRUNCATED, NULL); break;
    case KRUMTAP_HEIC: failed = vips_heifload_buffer(buffer, count, &image, NULL); break;
    }
    if (failed) return NULL;
    if ((long)vips_image_get_width(image) * vips_image_get_height(image) > maximum_pixels) {
        g_object_unref(image);
        return NULL;
    }
    return image;
}

typedef struct {
    VipsImage *image;
    void *pixels;
} plain_picture;

// Nothing but pixels, in memory of our own: metadata cannot be forgotten where there is none. The work is done here, so a
// file cut short and a picture that takes too long show here.
static int only_pixels(VipsImage *image, int seconds, plain_picture *out) {
    gint64 deadline = g_get_monotonic_time() + (gint64)seconds * G_USEC_PER_SEC;
    int width = vips_image_get_width(image), height = vips_image_get_height(image), bands = vips_image_get_bands(image);
    size_t size = 0;
    vips_image_set_progress(image, TRUE);
    gulong handler = g_signal_connect(image, "eval", G_CALLBACK(stop_when_late), &deadline);
    out->pixels = vips_image_write_to_memory(image, &size);
    g_signal_handler_disconnect(image, handler);
    if (!out->pixels) return -1;
    VipsImage *bare = vips_image_new_from_memory(out->pixels, size, width, height, bands, VIPS_FORMAT_UCHAR);
    VipsInterpretation meaning = bands > 2 ? VIPS_INTERPRETATION_sRGB : VIPS_INTERPRETATION_B_W;
    if (!bare || vips_copy(bare, &out->image, "interpretation", meaning, NULL)) {
        if (bare) g_object_unref(bare);
        g_free(out->pixels);
        return -1;
    }
    g_object_unref(bare);
    return 0;
}

static void free_plain(plain_picture *picture) {
    g_object_unref(picture->image);
    g_free(picture->pixels);
}

// Upright, sRGB, eight bits, with no more than one transparent layer.
static VipsImage *normal(VipsImage *image) {
    VipsImage *turned = NULL, *coloured = NULL, *plain = NULL;
    if (vips_autorot(image, &turned, NULL)) return NULL;
    // A colour profile that cannot be used is left out: the picture is worth more than its exact colours.
    if (vips_image_get_typeof(turned, VIPS_META_ICC_NAME) == 0 ||
        vips_icc_transform(turned, &coloured, "srgb", "embedded", TRUE, NULL)) {
        vips_error_clear();
        if (vips_colourspace(turned, &coloured, VIPS_INTERPRETATION_sRGB, NULL)) {
            g_object_unref(turned);
            return NULL;
        }
    }
    g_object_unref(turned);
    int failed = vips_cast(coloured, &plain, VIPS_FORMAT_UCHAR, NULL);
    g_object_unref(coloured);
    return failed ? NULL : plain;
}

static VipsImage *on_white(VipsImage *image) {
    VipsImage *flat = NULL;
    double white[] = {255, 255, 255};
    VipsArrayDouble *background = vips_array_double_new(white, vips_image_get_bands(image) > 2 ? 3 : 1);
    int failed = vips_flatten(image, &flat, "background", background, NULL);
    vips_area_unref(VIPS_AREA(background));
    return failed ? NULL : flat;
}

static int save(VipsImage *image, krumtap_picture_format format, int quality, krumtap_picture *out) {
    void *bytes = NULL;
    size_t count = 0;
    int failed;
    switch (format) {
    case KRUMTAP_PNG: failed = vips_pngsave_buffer(image, &bytes, &count, "strip", TRUE, "compression", 6, NULL); break;
    case KRUMTAP_WEBP: failed = vips_webpsave_buffer(image, &bytes, &count, "strip", TRUE, "Q", quality, "effort", 3, NULL); break;
    default:
        failed = vips_jpegsave_buffer(
            image, &bytes, &count, "strip", TRUE, "Q", quality, "optimize_coding", TRUE, "interlace", FALSE, NULL);
    }
    if (failed) return -1;
    out->width = vips_image_get_width(image);
    out->height = vips_image_get_height(image);
    out->count = count;
    out->bytes = malloc(count ? count : 1);
    if (out->bytes) memcpy(out->bytes, bytes, count);
    g_free(bytes);
    return out->bytes ? 0 : -1;
}

// What a thread of ours leaves behind in libvips is freed, and its error buffer does not grow.
static int done(int result) {
    vips_error_clear();
    vips_thread_shutdown();
    return result;
}

int krumtap_picture_clean(
    const unsigned char *bytes, size_t count, krumtap_picture_format format, long maximum_pixels, int seconds, krumtap_picture *out) {
    VipsImage *image = load(bytes, count, format, maximum_pixels);
    if (!image) return done(-1);
    VipsImage *upright = normal(image);
    g_object_unref(image);
    if (!upright) return done(-1);
    int isJPEG = format == KRUMTAP_JPEG || format == KRUMTAP_HEIC;
    if (isJPEG && vips_image_hasalpha(upright)) {
        VipsImage *flat = on_white(upright);
        g_object_unref(upright);
        if (!flat) return done(-1);
        upright = flat;
    }
    plain_picture plain = {NULL, NULL};
    int failed = only_pixels(upright, seconds, &plain);
    g_object_unref(upright);
    if (failed) return done(-1);
    int result = save(plain.image, isJPEG ? KRUMTAP_JPEG : format, 88, out);
    free_plain(&plain);
    return done(result);
}

int krumtap_picture_shrink(
    const unsigned char *bytes, size_t count, krumtap_picture_format format, int side, int seconds, krumtap_picture *out) {
    VipsImage *image = load(bytes, count, format, LONG_MAX), *small = NULL;
    if (!image) return done(-1);
    int failed = vips_thumbnail_image(image, &small, side, "height", side, "size", VIPS_SIZE_DOWN, NULL);
    g_object_unref(image);
    if (failed) return done(-1);
    if (vips_image_hasalpha(small)) {
        VipsImage *flat = on_white(small);
        g_object_unref(small);
        if (!flat) return done(-1);
        small = flat;
    }
    VipsImage *cast = NULL;
    failed = vips_cast(small, &cast, VIPS_FORMAT_UCHAR, NULL);
    g_object_unref(small);
    if (failed) return done(-1);
    plain_picture plain = {NULL, NULL};
    failed = only_pixels(cast, seconds, &plain);
    g_object_unref(cast);
    if (failed) return done(-1);
    int result = save(plain.image, KRUMTAP_JPEG, 80, out);
    free_plain(&plain);
    return done(result);
}

void krumtap_picture_free(krumtap_picture *picture) {
    free(picture->bytes);
    picture->bytes = NULL;
}
