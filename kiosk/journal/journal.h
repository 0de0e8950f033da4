#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "kiosk/cases/case.h"
#include "kiosk/journal/intent.h"
#include "kiosk/journal/seal.h"

class QSqlDatabase;
class QSqlQuery;

namespace doorstep::kiosk {

// What must survive a power cut: intents, the actions of cases and of staff, in <stateDir>/journal.db
// (SQLite, WAL, synchronous FULL: a call that returned is on the disk). Used on the thread that opened it.
class Journal {
 public:
  // journal.unwritable: the folder or the disk does not take it; journal.bad-key: see Seal. A damaged
  // database is kept beside as journal.db.damaged-<time> and a new one is begun; keptAside() then names it.
  static Outcome<std::unique_ptr<Journal>> open(const std::string& stateDir);
  ~Journal();

  // A damaged database that still lies here for somebody to look into; empty when there is none.
  std::string keptAside() const;

  // All of these: journal.unwritable.
  Outcome<void> check();  // that it can still be written
  Outcome<void> add(const Intent& intent);
  Outcome<void> add(const std::vector<Intent>& intents);  // all or none
  // Stores state, result and time of change; takes the payload away when the intent is over, and puts what is
  // left of it in its place when it is owed.
  Outcome<void> update(Intent& intent);
  Outcome<void> record(const std::string& caseId, const std::string& procedure, const Action& action);
  // What a member of the staff, known by their number, did here that belongs to no case. Read with SQL, from
  // the table `audit`.
  Outcome<void> audit(const std::string& staff, const std::string& what,
                      std::chrono::system_clock::time_point at);

  // Oldest first, those owed among them. journal.unreadable. An intent whose payload does not unseal comes
  // with an empty one.
  Outcome<std::vector<Intent>> openIntents() const;
  Outcome<std::vector<Intent>> intentsOf(const std::string& caseId) const;
  // Nothing when there is no such case.
  Outcome<std::optional<Case>> caseOf(const std::string& caseId) const;

 private:
  Journal(std::string connection, Seal seal) : connection_(std::move(connection)), seal_(std::move(seal)) {}

  QSqlDatabase database() const;
  Outcome<void> run(QSqlQuery& query);
  Outcome<std::vector<Intent>> select(const char* condition, const std::string& value) const;

  std::string connection_;
  Seal seal_;
  std::string stateDir_;
};

}  // namespace doorstep::kiosk
