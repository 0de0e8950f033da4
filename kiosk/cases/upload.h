#pragma once

#include <QObject>
#include <functional>
#include <stop_token>

#include "kiosk/base/outcome.h"
#include "kiosk/journal/intent.h"

namespace doorstep::kiosk {

struct Tools;

// Puts one photo or document on file: an intent like every effect, but one that only matters while its person
// is here.
class Upload : public QObject {
  Q_OBJECT

 public:
  // Sends it under the key; answers with the id the platform gave to it.
  using Call = std::function<void(const std::string& key, Done<std::string> id, std::stop_token stop)>;

  Upload(const Tools& tools, std::string caseId, Intent::Kind kind);
  ~Upload() override { giveUp(); }

  // The first time, or again after a problem: always under the same key, so that what has arrived is answered
  // with its id and not stored twice. (What is on file says nothing: the photo of today may be one that its
  // person did not want.) Ends in done() or failed(); does nothing while under way.
  void send(const Call& call);
  // Nothing is reported any more.
  void giveUp();

 signals:
  void done(const std::string& id);
  void failed(const doorstep::Problem& problem);  // those of the platform; journal.unwritable

 private:
  void answered(const Outcome<std::string>& id);
  bool store(Intent::State state, const std::string& result);
  void end(const Outcome<std::string>& id);

  const Tools& tools_;
  Intent intent_;
  bool added_ = false;
  bool busy_ = false;
  std::stop_source stop_;
};

}  // namespace doorstep::kiosk
