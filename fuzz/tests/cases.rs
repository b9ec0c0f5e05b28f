//! Every seed, and everything that was ever found, is tried with every run of the tests.

use std::path::Path;

#[test]
fn seeds_and_findings_hold() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    for (name, target) in rollcall_fuzz::TARGETS {
        let mut tried = 0;
        for kind in ["seeds", "cases"] {
            let Ok(inputs) = std::fs::read_dir(folder.join(kind).join(name)) else { continue };
            for input in inputs {
                let path = input.expect("the folder is read").path();
                println!("{}", path.display());
                rollcall_fuzz::attempt(target, &std::fs::read(&path).expect("the input is read"));
                tried += 1;
            }
        }
        assert!(tried > 0, "{name} has no seed");
    }
}
