#include "services/sandbox/database.h"

#include <sqlite3.h>

namespace doorstep::sandbox {
namespace {

using Statement = std::unique_ptr<sqlite3_stmt, decltype(&sqlite3_finalize)>;

[[noreturn]] void fail(sqlite3* handle, const std::string& what) {
  throw DatabaseError(what + ": " + sqlite3_errmsg(handle));
}

void bind(sqlite3_stmt* statement, int index, const Value& value) {
  if (const auto* number = std::get_if<std::int64_t>(&value))
    sqlite3_bind_int64(statement, index, *number);
  else if (const auto* text = std::get_if<std::string>(&value))
    sqlite3_bind_text64(statement, index, text->data(), text->size(), SQLITE_TRANSIENT, SQLITE_UTF8);
  else
    sqlite3_bind_null(statement, index);
}

Value columnOf(sqlite3_stmt* statement, int column) {
  switch (sqlite3_column_type(statement, column)) {
    case SQLITE_NULL:
      return nullptr;
    case SQLITE_INTEGER:
      return static_cast<std::int64_t>(sqlite3_column_int64(statement, column));
    default: {
      const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement, column));
      return std::string(text, static_cast<std::size_t>(sqlite3_column_bytes(statement, column)));
    }
  }
}

}  // namespace

Database::Database(const std::string& path) {
  sqlite3* handle = nullptr;
  const int result = sqlite3_open(path.c_str(), &handle);
  handle_ = std::shared_ptr<sqlite3>(handle, &sqlite3_close);
  if (result != SQLITE_OK) fail(handle, path);
  sqlite3_busy_timeout(handle, 2000);
  script("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;");
}

void Database::script(const char* sql) {
  if (sqlite3_exec(handle_.get(), sql, nullptr, nullptr, nullptr) != SQLITE_OK) fail(handle_.get(), sql);
}

std::vector<Row> Database::execute(const char* sql, const std::vector<Value>& arguments) {
  sqlite3_stmt* prepared = nullptr;
  if (sqlite3_prepare_v2(handle_.get(), sql, -1, &prepared, nullptr) != SQLITE_OK) fail(handle_.get(), sql);
  const Statement statement(prepared, &sqlite3_finalize);
  for (std::size_t i = 0; i < arguments.size(); ++i) bind(prepared, static_cast<int>(i) + 1, arguments[i]);
  std::vector<Row> rows;
  int result = sqlite3_step(prepared);
  for (; result == SQLITE_ROW; result = sqlite3_step(prepared)) {
    std::vector<Value> values;
    for (int column = 0; column < sqlite3_column_count(prepared); ++column)
      values.push_back(columnOf(prepared, column));
    rows.emplace_back(std::move(values));
  }
  if (result != SQLITE_DONE) fail(handle_.get(), sql);
  return rows;
}

Transaction::~Transaction() {
  if (!open_) return;
  try {
    database_.run("ROLLBACK");
  } catch (const DatabaseError&) {
    // SQLite has rolled back by itself, which is what was wanted.
    open_ = false;
  }
}

void Transaction::commit() {
  database_.run("COMMIT");
  open_ = false;
}

}  // namespace doorstep::sandbox
