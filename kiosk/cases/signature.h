#pragma once

#include <QVariantList>
#include <string>

#include "kiosk/base/secret.h"

namespace doorstep::kiosk {

// A finger's signature as a PNG, bound to what it signs: the picture carries `digest` (SM3 of the document,
// hex) as the text "Document-SM3". How it was written, which a picture does not show and a forger does not
// know, stands in the text "Strokes": a line for each stroke, in it "x,y,t" of each dot, in pixels of the
// picture and milliseconds from the first touch. Strokes are lists of {x, y, t}: x and y 0..1 of a pad of
// `aspect` width to height. Empty when there is too little ink to be a signature: a tap, a short line.
Secret signaturePng(const QVariantList& strokes, double aspect, const std::string& digest);

}  // namespace doorstep::kiosk
