#include "WebAssets.h"

// `#embed` is C23; clang has it as an extension in every earlier C, with this warning.
#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char krumtap_css[] = {
#embed "krumtap.css"
};
static const unsigned char krumtap_js[] = {
#embed "krumtap.js"
};
static const unsigned char favicon_svg[] = {
#embed "favicon.svg"
};
static const unsigned char mark_svg[] = {
#embed "mark.svg"
};

#define ASSET(name) \
    WebAsset web_asset_##name(void) { return (WebAsset){name, sizeof name}; }

ASSET(krumtap_css)
ASSET(krumtap_js)
ASSET(favicon_svg)
ASSET(mark_svg)
