#pragma once

#include <QImage>
#include <QObject>
#include <QPolygonF>
#include <memory>
#include <vector>

#include "devices/document_scanner.h"
#include "devices/imaging/page_check.h"
#include "kiosk/base/localized.h"

namespace doorstep::kiosk {

// One frame, the page in it, and what keeps its picture from being good.
struct PageSighting {
  QImage picture;     // the frame's own bytes, not a copy
  QPolygonF outline;  // the page's corners, shares of the picture's width and height; empty: none
  std::vector<devices::PageAdvice> advice;
};

// What the person does about it, as spoken.
const Localized& adviceText(devices::PageAdvice advice);

// Looks at what lies under the document scanner, live if the scanner shows it, and takes the picture: by
// itself once a page lies still and is good, or when asked. Pages are looked for on the scanner's thread.
class PageViewfinder : public QObject {
  Q_OBJECT

 public:
  PageViewfinder();
  ~PageViewfinder() override { close(); }

  // Without a live picture nothing happens until capture().
  void open(devices::DocumentScanner* scanner, devices::CardSide side, int dpi);
  void close();
  void capture();

 signals:
  void seen(const doorstep::kiosk::PageSighting& sighting);
  void taking();                                       // the live picture stops, the large one is on its way
  void took(const doorstep::devices::Frame& picture);  // the looking is over
  void failed(const doorstep::Problem& problem);       // as above

 private:
  struct Eye;

  void stream();
  void scan();
  void ended(const std::shared_ptr<Eye>& eye, const Outcome<void>& outcome);

  devices::DocumentScanner* scanner_ = nullptr;
  std::shared_ptr<Eye> eye_;  // shared with the scanner's thread; replaced by every open()
  int dpi_ = 0;
  bool scanning_ = false;
};

}  // namespace doorstep::kiosk
