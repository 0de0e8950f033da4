#pragma once

#include <QObject>
#include <QPointer>
#include <QStringList>
#include <functional>
#include <map>
#include <memory>
#include <optional>

#include "kiosk/cases/citizen.h"
#include "kiosk/cases/open_case.h"
#include "kiosk/cases/step.h"

namespace doorstep::kiosk {

class ReceiptStep;

// One person at the kiosk: who they are, the cases they have opened, and which step comes when. Owns
// everything personal.
class Visit : public QObject {
  Q_OBJECT

 public:
  // `put` shows a step.
  Visit(const Tools& tools, std::function<void(std::unique_ptr<Step>)> put);
  ~Visit() override;

  // With the card step; a card that is read already need not be read again.
  void begin(std::optional<devices::IdCard> card);

  bool canGoBack() const;
  void back();
  QStringList progress() const;  // the names of the stages of the case under way
  int progressIndex() const;
  bool isOwner(const devices::IdCard& card) const;
  bool cardRead() const { return citizen_->card.has_value(); }

  // How this visit ends when its person leaves now: "completed", "parked", "refused" or "left".
  QString standing() const;
  // Everything is done and handed out: taking the card now is going away.
  bool nothingLeft() const;
  // Cases that wait for money or an answer go on without their person; the others are over. Nothing personal
  // is left.
  void end();

 signals:
  void cardKnown();
  void over(const QString& how);
  void progressed();  // though nobody touched the screen
  void guideCame();
  void stageChanged();
  void broken(const doorstep::Problem& problem);  // nothing can be recorded any more

 private:
  template <class S, class... Arguments>
  S& show(Arguments&&... arguments);
  void showHome();
  void choose(const std::string& procedureId);
  void openCase(const std::string& number);
  void reopen(const std::shared_ptr<OpenCase>& begun);
  void lookAgain();
  bool owed() const;
  bool eligible() const;
  void resume(const std::string& caseId, const Procedure& procedure);
  void open(std::shared_ptr<OpenCase> chosen, Stage stage);
  void enter(Stage stage);
  void next();
  void showFace();
  void showPay();
  void showReceipt(const services::Application& application);
  void record(What what, const std::string& data = {});
  bool refused() const;

  const Tools& tools_;
  const std::function<void(std::unique_ptr<Step>)> put_;
  const std::shared_ptr<Citizen> citizen_;
  std::map<std::string, std::shared_ptr<OpenCase>> cases_;  // by procedure
  std::shared_ptr<OpenCase> current_;
  std::optional<Stage> stage_;
  QPointer<ReceiptStep> receipt_;
  bool accepted_ = false;        // something was, in this visit
  bool looksAtReceipt_ = false;  // of an earlier application
};

}  // namespace doorstep::kiosk
