#pragma once

#include <QObject>
#include <stop_token>

#include "kiosk/base/outcome.h"
#include "kiosk/journal/intent.h"

namespace doorstep::kiosk {

struct Tools;

// Puts one photo on file: an intent like every effect, but one that only matters while its person is here.
class PhotoUpload : public QObject {
  Q_OBJECT

 public:
  PhotoUpload(const Tools& tools, std::string caseId, std::string personId);
  ~PhotoUpload() override { giveUp(); }

  // The first time, or again after a problem: always under the same key, so that a photo which has arrived is
  // answered with its id and not stored twice. (What is on file says nothing: the photo of today may be one
  // that its person did not want.) Ends in done() or failed(); does nothing while under way.
  void send(const Secret& jpeg);
  // Nothing is reported any more.
  void giveUp();

 signals:
  void done(const std::string& photoId);
  void failed(const doorstep::Problem& problem);  // those of the platform; journal.unwritable

 private:
  void upload();
  void answered(const Outcome<std::string>& photoId);
  bool store(Intent::State state, const std::string& result);
  void end(const Outcome<std::string>& photoId);

  const Tools& tools_;
  const std::string personId_;
  Intent intent_;
  bool added_ = false;
  bool busy_ = false;
  Secret jpeg_;
  std::stop_source stop_;
};

}  // namespace doorstep::kiosk
