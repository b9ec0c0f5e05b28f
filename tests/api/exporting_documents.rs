//! `GET /users/export?format=pdf`: a document to be printed, for a limited number of people.

use rollcall_domain::users::{Field, FieldValue};
use rollcall_testkit::on_both_engines;

fn text(text: &str) -> FieldValue {
    FieldValue::Text(text.to_owned())
}

/// The texts of each page, without the blanks that only layout makes.
pub fn pages(bytes: &[u8]) -> Vec<String> {
    let pages = pdf_extract::extract_text_from_mem_by_pages(bytes).expect("it is a PDF with texts");
    pages.iter().map(|page| page.split_whitespace().collect::<Vec<_>>().join(" ")).collect()
}

on_both_engines! {
    fn a_document_shows_names_in_their_own_letters(app: TestApp) {
        let admin = app.administrator();
        app.people_with(&[
            ("latin", &[(Field::FirstName, text("Łukasz")), (Field::LastName, text("Größl-Çelik"))]),
            ("greek", &[(Field::FirstName, text("Ελένη")), (Field::LastName, text("Παπαδοπούλου"))]),
            ("cyrillic", &[(Field::FirstName, text("Юлія")), (Field::LastName, text("Щербакова"))]),
        ]);
        let parameters = [("format", "pdf"), ("fields", "username,first_name,last_name")];
        let file = admin.query("/users/export", &parameters).expect(200);
        assert_eq!(file.header("content-type").as_deref(), Some("application/pdf"));
        assert_eq!(file.header("content-disposition").as_deref(), Some("attachment; filename=\"accounts.pdf\""));
        let pages = pages(&file.bytes);
        assert_eq!(pages.len(), 1);
        for name in ["username", "Łukasz", "Größl-Çelik", "Ελένη", "Παπαδοπούλου", "Юлія", "Щербакова"] {
            assert!(pages[0].contains(name), "{name}: {}", pages[0]);
        }
        assert!(!pages[0].contains("not in this document's font"), "{}", pages[0]);
    }

    fn a_document_says_which_letters_it_cannot_show(app: TestApp) {
        let admin = app.administrator();
        app.people_with(&[("wang", &[(Field::LastName, text("王"))])]);
        let file = admin.query("/users/export", &[("format", "pdf"), ("fields", "username,last_name")]).expect(200);
        assert!(pages(&file.bytes).concat().contains("not in this document's font"));
    }

    fn with_many_fields_each_person_has_a_block_and_long_lists_several_pages(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 60);
        app.people_with(&[("last", &[(Field::Description, text(&"words and more words ".repeat(40)))])]);
        let pages = pages(&admin.query("/users/export", &[("format", "pdf")]).expect(200).bytes);
        assert!(pages.len() > 5, "{} pages", pages.len());
        let all = pages.join(" ");
        for number in 0..60 {
            assert!(all.contains(&format!("p{number}@example.org")), "p{number} is in it");
        }
        let letters: String = all.split_whitespace().collect();
        assert_eq!(letters.matches("wordsandmore").count(), 40, "nothing of a long text is lost");
        assert!(all.contains("auth_method manual"), "a label stands before its value");
    }

    fn more_people_than_a_document_holds_are_refused_with_the_limit_and_the_other_formats(app: TestApp) {
        let admin = app.administrator();
        app.people("p", 4);
        app.set("exports.max_pdf_people", "4");
        let refused = admin.query("/users/export", &[("format", "pdf")]).expect_problem(422, "too_many_for_format");
        let detail = refused.text_of("detail");
        assert!(detail.contains("at most 4 people") && detail.contains("xlsx") && detail.contains("csv"), "{detail}");
        admin.query("/users/export", &[("format", "pdf"), ("filter", "username sw \"p\"")]).expect(200);
        app.set("exports.max_pdf_people", "5");
        admin.query("/users/export", &[("format", "pdf")]).expect(200);
    }
}
