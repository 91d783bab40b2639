#ifndef KRUMTAP_CVIPS_SHIM_H
#define KRUMTAP_CVIPS_SHIM_H

// Nothing: Swift never sees libvips, whose headers bring all of GLib along. This target only knows where it is;
// CPictures includes it from C.

#endif
