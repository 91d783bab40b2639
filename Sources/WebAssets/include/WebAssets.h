#ifndef KRUMTAP_WEB_ASSETS_H
#define KRUMTAP_WEB_ASSETS_H

#include <stddef.h>

/// A file that is part of the program. The bytes live as long as the process and are followed by no zero.
typedef struct {
    const unsigned char *bytes;
    size_t length;
} WebAsset;

WebAsset web_asset_krumtap_css(void);
WebAsset web_asset_krumtap_js(void);
WebAsset web_asset_favicon_svg(void);
WebAsset web_asset_mark_svg(void);

#endif
