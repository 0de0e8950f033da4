#define DOCTEST_CONFIG_IMPLEMENT_WITH_MAIN
#include <QFile>
#include <QMetaMethod>
#include <QMetaProperty>
#include <QRegularExpression>
#include <QSet>

#include <doctest/doctest.h>

#include "kiosk/cases/attract_step.h"
#include "kiosk/cases/card_step.h"
#include "kiosk/cases/confirm_step.h"
#include "kiosk/cases/document_step.h"
#include "kiosk/cases/face_step.h"
#include "kiosk/cases/findings_step.h"
#include "kiosk/cases/form_step.h"
#include "kiosk/cases/goodbye_step.h"
#include "kiosk/cases/home_step.h"
#include "kiosk/cases/info_step.h"
#include "kiosk/cases/materials_step.h"
#include "kiosk/cases/out_of_service_step.h"
#include "kiosk/cases/pay_step.h"
#include "kiosk/cases/photo_step.h"
#include "kiosk/cases/receipt_step.h"
#include "kiosk/cases/station_step.h"
#include "kiosk/cases/submit_step.h"
#include "kiosk/cases/take_card_step.h"
#include "kiosk/visit/kiosk.h"

// The gallery and the touch tests put sample objects where the kiosk's steps would be. They are worth
// something only while they have the same properties and functions as the real ones.
namespace {

using namespace doorstep::kiosk;

const QSet<QString> kOnlyInSamples{"calls", "note"};

QSet<QString> namesIn(const QString& file, const char* pattern) {
  QFile sample(file);
  REQUIRE_MESSAGE(sample.open(QIODevice::ReadOnly), file.toStdString());
  QSet<QString> names;
  auto matches =
      QRegularExpression(pattern, QRegularExpression::MultilineOption).globalMatch(sample.readAll());
  while (matches.hasNext()) names << matches.next().captured(1);
  return names - kOnlyInSamples;
}

std::string listed(const QSet<QString>& names) {
  return QStringList(names.begin(), names.end()).join(", ").toStdString();
}

void compareWith(const QMetaObject& real) {
  const QString name = QString(real.className()).section("::", -1);
  const QString file = QString(DOORSTEP_SAMPLES "/Doorstep/Kiosk/%1.qml").arg(name);
  QSet<QString> properties, functions;
  for (int i = real.propertyOffset(); i < real.propertyCount(); ++i) properties << real.property(i).name();
  for (int i = real.methodOffset(); i < real.methodCount(); ++i) {
    if (real.method(i).methodType() == QMetaMethod::Method) functions << real.method(i).name();
  }
  const auto sampled = namesIn(file, "^ +property [^ ]+ (\\w+)");
  CHECK_MESSAGE(sampled == properties, name.toStdString() << ": the sample has " << listed(sampled)
                                                          << "; the step has " << listed(properties));
  const auto called = namesIn(file, "^ +function (\\w+)");
  CHECK_MESSAGE(called == functions, name.toStdString() << ": the sample has " << listed(called)
                                                        << "; the step has " << listed(functions));
}

}  // namespace

TEST_CASE("samples have the properties and functions of the steps they stand for") {
  for (const QMetaObject* real : {&Kiosk::staticMetaObject,
                                  &Step::staticMetaObject,
                                  &AttractStep::staticMetaObject,
                                  &InfoStep::staticMetaObject,
                                  &CardStep::staticMetaObject,
                                  &HomeStep::staticMetaObject,
                                  &FindingsStep::staticMetaObject,
                                  &FaceStep::staticMetaObject,
                                  &DocumentStep::staticMetaObject,
                                  &MaterialsStep::staticMetaObject,
                                  &PhotoStep::staticMetaObject,
                                  &FormStep::staticMetaObject,
                                  &ConfirmStep::staticMetaObject,
                                  &PayStep::staticMetaObject,
                                  &SubmitStep::staticMetaObject,
                                  &ReceiptStep::staticMetaObject,
                                  &TakeCardStep::staticMetaObject,
                                  &GoodbyeStep::staticMetaObject,
                                  &OutOfServiceStep::staticMetaObject,
                                  &StationStep::staticMetaObject}) {
    compareWith(*real);
  }
}
