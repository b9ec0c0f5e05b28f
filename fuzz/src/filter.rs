//! Filters: read, compiled, and asked of a database.

use std::sync::LazyLock;

use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use rollcall_domain::Error;
use rollcall_domain::db::schema::users;
use rollcall_domain::db::{Db, Target, Urgency};
use rollcall_domain::filter::{Scope, compile, parse};
use rollcall_domain::id::ProfileFieldId;
use rollcall_domain::profile::{Audience, Editor, ProfileField, ValueKind};

/// When the filters are asked.
const NOW: i64 = 1_790_000_000_000;

/// A database with a few people, and what may be asked of it.
struct Site {
    db: Db,
    scope: Scope,
    _folder: tempfile::TempDir,
}

static SITE: LazyLock<Site> = LazyLock::new(|| {
    let folder = tempfile::tempdir().expect("a folder is made");
    let db = Db::open(&Target::Sqlite(folder.path().join("rollcall.db")), 1).expect("the database opens");
    db.migrate().expect("the database migrates");
    let people = ["Åsa", "李", "O'Hara", "%_\\\\", ""].iter().enumerate().map(|(number, name)| {
        let name = name.replace('\'', "''");
        format!(
            "INSERT INTO users (id, username, email, first_name, last_name, auth_method, created_at, updated_at, \
             first_name_key, last_name_key, id_number_key, institution_key, department_key, city_key, search_key) \
             VALUES ('0199a000-0000-7000-8000-00000000000{number}', 'p{number}', 'p{number}@example.org', '{name}', \
             '{name}', 'manual', {NOW}, {NOW}, '{name}', '{name}', '', '', '', '', '{name}');"
        )
    });
    let sql: String = people.collect();
    db.write(Urgency::Foreground, |conn| Ok(conn.batch_execute(&sql)?)).expect("the people are there");
    let kinds = [ValueKind::Text, ValueKind::Number, ValueKind::Date, ValueKind::Choice, ValueKind::YesNo];
    let fields = kinds.map(|kind| ProfileField {
        id: ProfileFieldId(uuid::Uuid::nil()),
        name: kind.name().to_owned(),
        label: kind.name().to_owned(),
        kind,
        choices: vec!["Early".to_owned(), "Late".to_owned()],
        required: false,
        unique: false,
        visible_to: Audience::Everybody,
        editable_by: Editor::Staff,
        created_at: 0,
        updated_at: 0,
        version: 1,
    });
    Site { db, scope: Scope { fields: fields.to_vec(), private: true, ..Scope::default() }, _folder: folder }
});

/// A filter that cannot be read says at which of its characters; one that can be read is answered by the database.
pub fn filter(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let site = &*SITE;
    let filter = match parse(&text, &site.scope) {
        Ok(filter) => filter,
        Err(Error::Malformed { position, message, .. }) => {
            let position = position.expect("a fault has a place");
            assert!(position <= text.chars().count(), "there is no character {position}: {message}");
            assert!(message.len() < 2_000, "the message repeats what was sent: {} bytes", message.len());
            return;
        }
        Err(other) => panic!("a filter is read or malformed: {other:?}"),
    };
    let asked =
        site.db.read(|conn| Ok(users::table.filter(compile(&filter, NOW, "")).count().get_result::<i64>(conn)?));
    let found = asked.expect("a filter that can be read can be asked");
    assert!((0..=5).contains(&found));
}
