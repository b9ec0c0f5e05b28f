//! What programs write around the rows of a file is taken as people mean it.

use rollcall_testkit::on_both_engines;
use serde_json::json;

use super::support::{apply, plan, preset};
use crate::batches::support::{shorts, warnings};

const SEP: &str = include_str!("cases/sep_semicolon.csv");
const DOS_END: &str = include_str!("cases/dos_eof.csv");

on_both_engines! {
    fn a_first_line_may_name_the_delimiter(app: TestApp) {
        let admin = app.administrator();
        app.people_with(&[("c8a", &[]), ("c8b", &[])]);
        let batch = plan(&admin, &preset("suspension", json!({})), SEP);
        assert_eq!(batch.json["source"]["delimiter"], ";");
        assert_eq!((shorts(&admin, &batch), warnings(&batch)), (vec!["3 suspend".to_owned(), "4 suspend".to_owned()], vec![]));
        for (file, delimiter) in [
            ("SEP=,\nusername,suspended\nc8a,1\n", ","),
            ("\"sep=;\"\nusername;suspended\nc8a;1\n", ";"),
            ("sep=\t\nusername\tsuspended\nc8a\t1\n", "tab"),
            ("sep=|\nusername|suspended\nc8a|1\n", "|"),
        ] {
            let batch = plan(&admin, &preset("suspension", json!({})), file);
            assert_eq!((batch.json["source"]["delimiter"].as_str(), shorts(&admin, &batch)), (Some(delimiter), vec!["3 suspend".to_owned()]), "{file}");
        }
        let forced = plan(&admin, &preset("suspension", json!({ "delimiter": ";" })), SEP);
        assert_eq!(shorts(&admin, &forced), ["3 suspend", "4 suspend"]);
        apply(&admin, &batch);
        assert!(app.account("c8a").suspended && app.account("c8b").suspended);
    }

    fn the_end_of_file_of_dos_is_nothing(app: TestApp) {
        let admin = app.administrator();
        app.people_with(&[("c31a", &[]), ("c31b", &[])]);
        for file in [DOS_END, "username,suspended\nc31a,1\nc31b,1\u{1a}", "username,suspended\nc31a,1\nc31b,\"1\"\u{1a}\u{1a}"] {
            let batch = plan(&admin, &preset("suspension", json!({})), file);
            assert_eq!(shorts(&admin, &batch), ["2 suspend", "3 suspend"], "{file:?}");
        }
    }

    fn blank_cells_behind_the_last_column_are_nothing(app: TestApp) {
        let admin = app.administrator();
        app.people_with(&[("c31a", &[]), ("c31b", &[]), ("c31c", &[])]);
        let file = "username,suspended\nc31a,1,,\nc31b,1, ,\u{200b}\nc31c,1,,x\n";
        let batch = plan(&admin, &preset("suspension", json!({})), file);
        assert_eq!(shorts(&admin, &batch), ["2 suspend", "3 suspend", "4 error wrong_cell_count"]);
        let wide = plan(&admin, &preset("suspension", json!({})), "username,suspended,,\nc31a,1\nc31b,1,,\nc31c\n");
        assert_eq!(shorts(&admin, &wide), ["2 suspend", "3 suspend", "4 error wrong_cell_count"]);
    }
}
