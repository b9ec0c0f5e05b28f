//! Headings of columns that look as if they held passwords, in any language: their cells are masked from the start, whether
//! they are read or not. Pure.

use crate::text::fold;

/// Words for passwords, folded, that a heading may have anywhere in it.
const WORDS: [&str; 46] = [
    "password",
    "passwd",
    "passwort",
    "passphrase",
    "passcode",
    "kennwort",
    "losungswort",
    "zugangscode",
    "motdepasse",
    "motpasse",
    "contrasena",
    "contrasenya",
    "senhainicial",
    "palavrapasse",
    "palavrachave",
    "wachtwoord",
    "adgangskode",
    "passord",
    "losenord",
    "salasana",
    "parool",
    "parole",
    "slaptazodis",
    "haslo",
    "jelszo",
    "heslo",
    "geslo",
    "lozinka",
    "zaporka",
    "fjalekalim",
    "parola",
    "sifre",
    "kodeord",
    "lykilord",
    "matkhau",
    "katasandi",
    "pasahitza",
    "cyfrinair",
    "wachtw",
    "\u{92a}\u{93e}\u{938}\u{935}\u{930}\u{94d}\u{921}",
    "\u{43f}\u{430}\u{440}\u{43e}\u{43b}",
    "\u{43b}\u{43e}\u{437}\u{438}\u{43d}\u{43a}",
    "\u{3ba}\u{3c9}\u{3b4}\u{3b9}\u{3ba}",
    "\u{5e1}\u{5d9}\u{5e1}\u{5de}",
    "\u{5bc6}\u{7801}",
    "\u{5bc6}\u{78bc}",
];

/// The same of scripts whose letters folding takes apart.
const OTHER_WORDS: [&str; 7] = [
    "\u{30d1}\u{30b9}\u{30ef}\u{30fc}\u{30c9}",
    "\u{6697}\u{8a3c}\u{756a}\u{53f7}",
    "\u{53e3}\u{4ee4}",
    "\u{be44}\u{bc00}\u{bc88}\u{d638}",
    "\u{643}\u{644}\u{645}\u{629} \u{627}\u{644}\u{645}\u{631}\u{648}\u{631}",
    "\u{631}\u{645}\u{632} \u{639}\u{628}\u{648}\u{631}",
    "\u{e23}\u{e2b}\u{e31}\u{e2a}\u{e1c}\u{e48}\u{e32}\u{e19}",
];

/// Short words, which mean a password where they stand alone: "passport" is none.
const SHORT: [&str; 15] = [
    "pin", "losung", "pwort", "pass", "pwd", "pw", "pswd", "psw", "passw", "mdp", "senha", "secret", "losen", "clave",
    "pword",
];

/// Whether a heading looks as if passwords stood below it.
pub(crate) fn looks_secret(heading: &str) -> bool {
    let letters = |text: &str| fold(text).chars().filter(|letter| letter.is_alphanumeric()).collect::<String>();
    let squashed = letters(heading);
    WORDS.iter().chain(&OTHER_WORDS).any(|word| squashed.contains(&letters(word)))
        || words(heading).any(|word| SHORT.contains(&word.as_str()))
}

/// The words of a heading, folded; a capital within one begins another (`tempPass`), and numbers end it.
fn words(heading: &str) -> impl Iterator<Item = String> {
    let mut spaced = String::with_capacity(heading.len() + 4);
    let mut after_small = false;
    for letter in heading.chars() {
        if after_small && letter.is_uppercase() {
            spaced.push(' ');
        }
        after_small = letter.is_lowercase();
        spaced.push(if letter.is_alphabetic() { letter } else { ' ' });
    }
    fold(&spaced).split_whitespace().map(str::to_owned).collect::<Vec<_>>().into_iter()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passwords_are_known_in_many_languages() {
        for heading in [
            "password",
            "Password [Required]",
            "passwd",
            "pwd",
            "Passwort",
            "Initial password",
            "New password",
            "temp_password",
            "Mot de passe",
            "Kennwort",
            "userPassword",
            "password ",
            "Pass",
            "tempPass",
            "PW1",
            "Contrase\u{f1}a",
            "Senha",
            "Wachtwoord",
            "L\u{f6}senord",
            "Has\u{142}o",
            "\u{41f}\u{430}\u{440}\u{43e}\u{43b}\u{44c}",
            "\u{5bc6}\u{7801}",
            "\u{30d1}\u{30b9}\u{30ef}\u{30fc}\u{30c9}",
            "\u{be44}\u{bc00}\u{bc88}\u{d638}",
            "\u{15e}ifre",
            "pass\u{200b}word",
            "Client-Secret",
        ] {
            assert!(looks_secret(heading), "{heading}");
        }
    }

    #[test]
    fn other_headings_are_not_taken_for_passwords() {
        for heading in [
            "username",
            "passport_number",
            "compass",
            "bypass",
            "Passau",
            "keyword",
            "department",
            "pwm",
            "Secretary",
            "idnumber",
        ] {
            assert!(!looks_secret(heading), "{heading}");
        }
    }
}
