//! The demo organisation: some 5,000 invented people of many alphabets, and the courses that they take part in. The same on every
//! machine.

mod courses;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::audit::{self, Entry};
use crate::cohort_rules::commands::RulePatch;
use crate::cohort_rules::preview::tried;
use crate::cohorts::CohortKey;
use crate::cohorts::commands::{self, CohortPatch};
use crate::db::{Conn, Db, Urgency};
use crate::id::UserId;
use crate::roles::RoleKey;
use crate::users::store::{self, NewAccount};
use crate::users::{Field, FieldValue};
use crate::{Actor, Millis, Result, cohort_rules, settings};

/// How many people there are.
const PEOPLE: usize = 5_000;
/// How many are stored at once.
const CHUNK: usize = 500;
const DAY: Millis = 24 * 3_600_000;
const MONTH: Millis = 30 * DAY;

/// Names as they are written, each with the letters that a username is made of.
struct Language {
    country: &'static str,
    language: &'static str,
    timezone: &'static str,
    city: &'static str,
    first: &'static [(&'static str, &'static str)],
    last: &'static [(&'static str, &'static str)],
}

const LANGUAGES: &[Language] = &[
    Language {
        country: "AT",
        language: "de",
        timezone: "Europe/Vienna",
        city: "Wien",
        first: &[
            ("Anna", "anna"),
            ("Jürgen", "juergen"),
            ("Käthe", "kaethe"),
            ("Lukas", "lukas"),
            ("Sophie", "sophie"),
            ("Björn", "bjoern"),
        ],
        last: &[
            ("Bauer", "bauer"),
            ("Größl", "groessl"),
            ("Müller", "mueller"),
            ("Weiß", "weiss"),
            ("Schäfer", "schaefer"),
            ("Huber", "huber"),
        ],
    },
    Language {
        country: "PL",
        language: "pl",
        timezone: "Europe/Warsaw",
        city: "Łódź",
        first: &[
            ("Łukasz", "lukasz"),
            ("Małgorzata", "malgorzata"),
            ("Wojciech", "wojciech"),
            ("Zofia", "zofia"),
            ("Śmiłka", "smilka"),
        ],
        last: &[
            ("Wałęsik", "walesik"),
            ("Kowalczyk", "kowalczyk"),
            ("Dąbrowska", "dabrowska"),
            ("Żak", "zak"),
            ("Nowak", "nowak"),
        ],
    },
    Language {
        country: "GR",
        language: "el",
        timezone: "Europe/Athens",
        city: "Θεσσαλονίκη",
        first: &[("Αλέξανδρος", "alexandros"), ("Ελένη", "eleni"), ("Γιώργος", "giorgos"), ("Μαρία", "maria")],
        last: &[
            ("Παπαδοπούλου", "papadopoulou"),
            ("Νικολαΐδης", "nikolaidis"),
            ("Γεωργίου", "georgiou"),
            ("Αγγελής", "angelis"),
        ],
    },
    Language {
        country: "UA",
        language: "uk",
        timezone: "Europe/Kyiv",
        city: "Київ",
        first: &[("Олена", "olena"), ("Тарас", "taras"), ("Юлія", "yuliia"), ("Богдан", "bohdan")],
        last: &[("Шевчук", "shevchuk"), ("Коваль", "koval"), ("Мельник", "melnyk"), ("Їжак", "yizhak")],
    },
    Language {
        country: "EG",
        language: "ar",
        timezone: "Africa/Cairo",
        city: "القاهرة",
        first: &[("محمد", "mohamed"), ("فاطمة", "fatma"), ("يوسف", "youssef"), ("ليلى", "laila")],
        last: &[("حسن", "hassan"), ("إبراهيم", "ibrahim"), ("منصور", "mansour"), ("خليل", "khalil")],
    },
    Language {
        country: "IL",
        language: "he",
        timezone: "Asia/Jerusalem",
        city: "חיפה",
        first: &[("נועה", "noa"), ("דוד", "david"), ("תמר", "tamar")],
        last: &[("כהן", "cohen"), ("לוי", "levi"), ("פרץ", "peretz")],
    },
    Language {
        country: "CN",
        language: "zh-Hans",
        timezone: "Asia/Shanghai",
        city: "上海",
        first: &[("伟", "wei"), ("芳", "fang"), ("娜", "na"), ("磊", "lei")],
        last: &[("王", "wang"), ("李", "li"), ("陈", "chen"), ("张", "zhang")],
    },
    Language {
        country: "JP",
        language: "ja",
        timezone: "Asia/Tokyo",
        city: "東京",
        first: &[("結衣", "yui"), ("蓮", "ren"), ("さくら", "sakura"), ("大翔", "hiroto")],
        last: &[("佐藤", "sato"), ("鈴木", "suzuki"), ("高橋", "takahashi"), ("渡辺", "watanabe")],
    },
    Language {
        country: "IN",
        language: "hi",
        timezone: "Asia/Kolkata",
        city: "मुंबई",
        first: &[("आरव", "aarav"), ("प्रिया", "priya"), ("रोहन", "rohan"), ("अनन्या", "ananya")],
        last: &[("शर्मा", "sharma"), ("पटेल", "patel"), ("सिंह", "singh"), ("गुप्ता", "gupta")],
    },
    Language {
        country: "KR",
        language: "ko",
        timezone: "Asia/Seoul",
        city: "서울",
        first: &[("민준", "minjun"), ("서연", "seoyeon"), ("지우", "jiwoo")],
        last: &[("김", "kim"), ("이", "lee"), ("박", "park")],
    },
    Language {
        country: "BR",
        language: "pt-BR",
        timezone: "America/Sao_Paulo",
        city: "São Paulo",
        first: &[("João", "joao"), ("Conceição", "conceicao"), ("Inês", "ines"), ("Mateus", "mateus")],
        last: &[("Gonçalves", "goncalves"), ("Araújo", "araujo"), ("Silva", "silva"), ("Magalhães", "magalhaes")],
    },
    Language {
        country: "IE",
        language: "en",
        timezone: "Europe/Dublin",
        city: "Dublin",
        first: &[("Aoife", "aoife"), ("Niamh", "niamh"), ("Oscar", "oscar"), ("Grace", "grace"), ("Rory", "rory")],
        last: &[("O’Brien", "obrien"), ("Murphy", "murphy"), ("Byrne-Walsh", "byrnewalsh"), ("Kelly", "kelly")],
    },
];

const DEPARTMENTS: [&str; 8] =
    ["Sales", "Engineering", "Customer Care", "Finance", "Human Resources", "Logistics", "Research", "Field Service"];

/// Cohorts with what they are for, and how many of a hundred are in each.
const COHORTS: [(&str, &str, u64); 5] = [
    ("Apprentices 2026", "Everybody who began in autumn 2026", 4),
    ("First aiders", "Trained within the last two years", 6),
    ("Night shift", "Everyone who works between 22 and 6 o'clock", 12),
    ("Team leads", "Everyone who leads at least one person", 8),
    ("Works council", "Elected until 2028", 1),
];

/// Cohorts that fill themselves, with what they are for and their rules.
const RULES: [(&str, &str, &str); 2] = [
    ("Research", "Whoever works in research and is not suspended", "department eq \"Research\" and suspended eq false"),
    (
        "Never seen",
        "Accounts that nobody has used within their first month",
        "never_accessed eq true and created_at lt \"-P30D\"",
    ),
];

/// The first people hold one shipped role each. The administrator is the account that was made at set-up.
const STAFF: [RoleKey; 5] =
    [RoleKey::AccountManager, RoleKey::Helpdesk, RoleKey::Auditor, RoleKey::PrivacyOfficer, RoleKey::CourseCreator];

/// Loads people and courses; returns how many people were new: all of them or none.
pub fn load(db: &Db, now: Millis) -> Result<usize> {
    const NAME: &str = "demo.loaded";
    if db.read(|conn| settings::get(conn, NAME))?.is_some() {
        return Ok(0);
    }
    let people: Vec<usize> = (0..PEOPLE).collect();
    db.write(Urgency::Foreground, |conn| {
        for (name, description, _) in COHORTS {
            let description = Some(Some(description.to_owned()));
            let given = CohortPatch { key: None, name: Some(name.to_owned()), description };
            commands::create(conn, &Actor::system(), now, given)?;
        }
        let mut ids = Vec::with_capacity(PEOPLE);
        for chunk in people.chunks(CHUNK) {
            let accounts: Vec<NewAccount> = chunk.iter().map(|number| person(*number, now)).collect();
            let entries: Vec<Entry> = accounts.iter().map(|account| Entry::about("user.created", account.id)).collect();
            store::insert(conn, &accounts)?;
            audit::record(conn, &Actor::system(), now, entries)?;
            record_sign_ins(conn, &accounts, now)?;
            ids.extend(accounts.iter().map(|account| account.id));
        }
        for (name, description, rule) in RULES {
            let description = Some(Some(description.to_owned()));
            let given = CohortPatch { key: None, name: Some(name.to_owned()), description };
            let cohort = commands::create(conn, &Actor::system(), now, given)?;
            // Other people on the site may match as well.
            let tried = tried(conn, &Actor::system(), None, Some(rule), now)?;
            let confirm_affected = Some(tried.counts.moves());
            let rule = RulePatch { rule: Some(Some(rule.to_owned())), confirm_affected, ..RulePatch::default() };
            cohort_rules::commands::change(conn, &Actor::system(), now, cohort, &rule)?;
        }
        courses::load(conn, &ids, now)?;
        settings::set(conn, NAME, "1")
    })?;
    Ok(PEOPLE)
}

/// Gives all users who were seen in the last month the sign-in of that day, for the overview to show.
fn record_sign_ins(conn: &mut Conn, accounts: &[NewAccount], now: Millis) -> Result<()> {
    let mut days: BTreeMap<Millis, Vec<Entry>> = BTreeMap::new();
    for account in accounts {
        let ago = now - account.last_access_at;
        if ago < MONTH {
            days.entry(ago / DAY).or_default().push(Entry::about("session.started", account.id));
        }
    }
    for (days_ago, entries) in days {
        audit::record(conn, &Actor::system(), now - days_ago * DAY, entries)?;
    }
    Ok(())
}

fn person(number: usize, now: Millis) -> NewAccount {
    let language = &LANGUAGES[number % LANGUAGES.len()];
    let round = number / LANGUAGES.len();
    let (first, first_letters) = language.first[round % language.first.len()];
    let (last, last_letters) = language.last[(round / language.first.len()) % language.last.len()];
    let username = format!("{first_letters}.{last_letters}{number}");
    let luck = mix(number as u64);
    let text = |value: &str| FieldValue::Text(value.to_owned());
    let mut fields = HashMap::from([
        (Field::Email, text(&format!("{username}@pluto.example"))),
        (Field::Username, FieldValue::Text(username)),
        (Field::FirstName, text(first)),
        (Field::LastName, text(last)),
        (Field::IdNumber, text(&format!("{:06}", 10_000 + number))),
        (Field::Institution, text("Pluto Learning")),
        (Field::Department, text(DEPARTMENTS[(luck % 8) as usize])),
        (Field::City, text(language.city)),
        (Field::Country, text(language.country)),
        (Field::Language, text(language.language)),
        (Field::Timezone, text(language.timezone)),
    ]);
    if let Some(role) = STAFF.get(number) {
        fields.insert(Field::SystemRoles, FieldValue::Roles(BTreeSet::from([*role])));
    }
    match luck % 100 {
        // Who holds a role is there to try it.
        _ if number < STAFF.len() => {}
        0..=2 => {
            fields.insert(Field::Suspended, FieldValue::Bool(true));
            fields.insert(Field::SuspensionReason, text("Left the organisation"));
        }
        3 => {
            fields.insert(Field::Confirmed, FieldValue::Bool(false));
        }
        4..=9 => {
            fields.insert(Field::AuthMethod, text("oidc"));
        }
        _ => {}
    }
    let joined = COHORTS.iter().zip(20..).filter(|((.., share), salt)| mix(luck ^ salt) % 100 < *share);
    let cohorts: BTreeSet<CohortKey> = joined.filter_map(|((name, ..), _)| CohortKey::of_name(name)).collect();
    fields.insert(Field::Cohorts, FieldValue::Cohorts(cohorts));
    let days = |range: u64, salt: u64| {
        (mix(luck ^ salt) % range) as Millis * DAY + (mix(luck ^ salt ^ 1) % DAY as u64) as Millis
    };
    let created_at = now - MONTH - days(1_500, 7);
    // Every twelfth was never seen.
    let last_access_at = if luck.is_multiple_of(12) { 0 } else { (now - days(120, 11)).max(created_at) };
    NewAccount { id: UserId::new(), fields, password_hash: None, created_at, last_access_at }
}

/// A number that looks like chance and is the same every time (SplitMix64).
fn mix(seed: u64) -> u64 {
    let mut z = seed.wrapping_add(0x9E37_79B9_7F4A_7C15);
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}
