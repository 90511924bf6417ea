//! Sound text stays; what was encoded twice is read, each character with its place.

use encoding_rs::{Encoding, GBK, WINDOWS_1251, WINDOWS_1252};

use super::undo;

/// `text` as software writes it that takes `real` bytes for `wrong` ones.
fn twice(text: &str, real: &'static Encoding, wrong: &'static Encoding) -> String {
    let (bytes, _, _) = real.encode(text);
    wrong.decode_without_bom_handling(&bytes).0.into_owned()
}

const FRENCH: &str =
    "L’été dernier, la mairie a décidé « à l’unanimité » de rénover le vieux pont – coût : 3 €.";
const CHINESE: &str = "港务局周三表示，两座码头已经重新开放，第三座的时间还不清楚。";
const RUSSIAN: &str = "Управление порта сообщило в среду, что два причала снова открыты.";
const VIETNAMESE: &str = "Cảng vụ cho biết hôm thứ Tư rằng hai bến đã mở lại.";

#[test]
fn what_was_encoded_twice_is_read() {
    for (text, real, wrong) in [
        (FRENCH, encoding_rs::UTF_8, WINDOWS_1252),
        (CHINESE, encoding_rs::UTF_8, WINDOWS_1252),
        (RUSSIAN, encoding_rs::UTF_8, WINDOWS_1252),
        (VIETNAMESE, encoding_rs::UTF_8, WINDOWS_1252),
        (RUSSIAN, encoding_rs::UTF_8, WINDOWS_1251),
        (CHINESE, GBK, WINDOWS_1252),
        ("Itâ€™s", encoding_rs::UTF_8, encoding_rs::UTF_8),
    ] {
        let page = format!("<p>Quay</p><p>{}</p>", twice(text, real, wrong));
        let text = if text.starts_with("It") { "It’s" } else { text };
        let undone = undo(&page).unwrap_or_else(|| panic!("{page}"));
        assert_eq!(undone.text, format!("<p>Quay</p><p>{text}</p>"), "{page}");
        assert_eq!(undone.notes.len(), 1);
        for mend in &undone.mends {
            let c = &undone.text[mend.text as usize..][..mend.text_len as usize];
            let raw = &page[mend.page as usize..][..mend.page_len as usize];
            assert!(
                c.chars().count() == 1 && !c.is_ascii() && !raw.is_empty(),
                "{c} {raw}"
            );
        }
    }
}

#[test]
fn thrice_and_by_references_and_escapes_too() {
    let thrice = twice(
        &twice(FRENCH, encoding_rs::UTF_8, WINDOWS_1252),
        encoding_rs::UTF_8,
        WINDOWS_1252,
    );
    assert_eq!(undo(&thrice).unwrap().text, FRENCH);
    let page = "<p>The caf&Atilde;&copy; didn&acirc;&euro;&trade;t open.</p>";
    assert_eq!(undo(page).unwrap().text, "<p>The café didn’t open.</p>");
    let page = r#"{"headline": "Caf\u00c3\u00a9 shut"}"#;
    assert_eq!(undo(page).unwrap().text, r#"{"headline": "Café shut"}"#);
}

#[test]
fn sound_text_stays() {
    for text in [
        FRENCH,
        CHINESE,
        RUSSIAN,
        VIETNAMESE,
        "« Il a gagné », dit-elle ; « à bientôt, santé\u{a0}»\u{a0}! L’été\u{a0}– enfin… « NOËL\u{a0}»",
        "O “CORAÇÃO” NÃO É DE “AMANHÔ… IRMÃ»",
        "Für 5 Å² und 3 Ä° “GROß” „Ä“ ÄÖÜß",
        "The letter é shows up as Ã© where the charset is wrong, and ’ as â€™.",
        "字母 é 显示为 Ã©，撇号显示为 â€™。",
        "El precio está»… según Ñ° 5, «Ó»",
        "Рё Сё в°",
    ] {
        assert!(undo(text).is_none(), "{text}: {:?}", undo(text).map(|u| u.text));
    }
}
