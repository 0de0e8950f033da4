#include "kiosk/journal/database.h"

#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QString>
#include <array>
#include <chrono>
#include <filesystem>

namespace doorstep::kiosk {
namespace {

// Times are milliseconds since 1970. Actions and what is audited can be added, never changed or
// taken away.
constexpr std::array kSchema{
    "CREATE TABLE IF NOT EXISTS intents (id TEXT PRIMARY KEY, case_id TEXT NOT NULL, kind TEXT NOT NULL,"
    " state TEXT NOT NULL, payload BLOB NOT NULL, result TEXT NOT NULL, created INTEGER NOT NULL,"
    " updated INTEGER NOT NULL) STRICT",
    "CREATE INDEX IF NOT EXISTS intents_by_case ON intents (case_id)",
    "CREATE TABLE IF NOT EXISTS actions (case_id TEXT NOT NULL, number INTEGER NOT NULL, procedure TEXT NOT "
    "NULL,"
    " what TEXT NOT NULL, at INTEGER NOT NULL, actor TEXT NOT NULL, data TEXT NOT NULL,"
    " PRIMARY KEY (case_id, number)) STRICT",
    "CREATE TRIGGER IF NOT EXISTS actions_stay BEFORE UPDATE ON actions BEGIN SELECT RAISE(ABORT, "
    "'append-only'); END",
    "CREATE TRIGGER IF NOT EXISTS actions_remain BEFORE DELETE ON actions"
    " BEGIN SELECT RAISE(ABORT, 'append-only'); END",
    "CREATE TABLE IF NOT EXISTS audit (at INTEGER NOT NULL, staff TEXT NOT NULL, what TEXT NOT NULL) STRICT",
    "CREATE TRIGGER IF NOT EXISTS audit_stays BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, "
    "'append-only'); END",
    "CREATE TRIGGER IF NOT EXISTS audit_remains BEFORE DELETE ON audit"
    " BEGIN SELECT RAISE(ABORT, 'append-only'); END",
    "CREATE TABLE IF NOT EXISTS health (id INTEGER PRIMARY KEY CHECK (id = 1), checked INTEGER NOT NULL) "
    "STRICT",
};

// SQLite's result codes, as Qt reports them.
bool isDamage(const QSqlError& error) {
  constexpr int kCorrupt = 11;
  constexpr int kNotADatabase = 26;
  const int code = error.nativeErrorCode().toInt() & 0xff;
  return code == kCorrupt || code == kNotADatabase;
}

tl::unexpected<Problem> failure(const QSqlError& error) {
  const auto text = error.text().toStdString();
  if (isDamage(error)) return problem("journal.damaged", text);
  return problem("journal.unwritable", text);
}

Outcome<void> run(QSqlDatabase& database, const QString& statement) {
  QSqlQuery query(database);
  if (!query.exec(statement)) return failure(query.lastError());
  return {};
}

Outcome<void> checkWhole(QSqlDatabase& database) {
  QSqlQuery query(database);
  if (!query.exec("PRAGMA quick_check(1)")) return failure(query.lastError());
  if (query.next() && query.value(0).toString() == "ok") return {};
  return problem("journal.damaged", "quick_check: " + query.value(0).toString().toStdString());
}

}  // namespace

Outcome<void> openDatabase(const std::string& file, const std::string& connection) {
  auto database = QSqlDatabase::addDatabase("QSQLITE", QString::fromStdString(connection));
  database.setDatabaseName(QString::fromStdString(file));
  if (!database.open()) return failure(database.lastError());
  for (const auto* const pragma :
       {"PRAGMA journal_mode = WAL", "PRAGMA synchronous = FULL", "PRAGMA secure_delete = ON"})
    if (auto done = run(database, pragma); !done) return done;
  if (auto whole = checkWhole(database); !whole) return whole;
  for (const auto* const statement : kSchema)
    if (auto done = run(database, statement); !done) return done;
  return {};
}

void closeDatabase(const std::string& connection) {
  const auto name = QString::fromStdString(connection);
  if (QSqlDatabase::contains(name)) QSqlDatabase::database(name, false).close();
  QSqlDatabase::removeDatabase(name);
}

Outcome<std::string> keepAside(const std::string& file) {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  const auto stamp = std::to_string(std::chrono::duration_cast<std::chrono::milliseconds>(now).count());
  const auto kept = file + ".damaged-" + stamp;
  for (const std::string suffix : {"", "-wal", "-shm"}) {
    std::error_code error;
    if (!std::filesystem::exists(file + suffix, error)) continue;
    std::filesystem::rename(file + suffix, kept + suffix, error);
    if (error) return problem("journal.unwritable", file + suffix + ": " + error.message());
  }
  return kept;
}

}  // namespace doorstep::kiosk
