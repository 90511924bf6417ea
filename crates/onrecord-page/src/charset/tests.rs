//! Pages in every charset that matters, labelled rightly, wrongly and not at all, as markup and as dumps.

use super::*;
use encoding_rs::{WINDOWS_1251, WINDOWS_1252};

const SIMPLIFIED: &str =
    "港口管理局周三表示，风暴过后两座码头已经重新开放，第三座预计下月恢复运营，具体时间仍待专家检查。";
const TRADITIONAL: &str =
    "港務局星期三表示，風暴過後兩座碼頭已經重新開放，第三座預計下個月恢復營運，確切時間仍待專家檢查後公布。";
const JAPANESE: &str =
    "港湾局は水曜日、嵐のあと二つの埠頭が再開したと発表した。三つ目は来月に再開する見込みだという。";
const KOREAN: &str = "항만청은 수요일 폭풍 이후 두 개의 부두가 다시 문을 열었다고 밝혔다. 세 번째 부두는 다음 달에 열릴 예정이다.";
const RUSSIAN: &str = "Портовое управление сообщило в среду, что после шторма снова открыты два причала, третий откроют в следующем месяце.";
const FRENCH: &str = "L’autorité portuaire a déclaré mercredi que deux quais étaient rouverts après la tempête ; le troisième le sera bientôt, espère-t-on à la préfecture.";

/// With characters that GBK does not hold.
const RARE: &str = "港口管理局周三表示，风暴过后两座码头已经重新开放，局长朱镕𠮷说，第三座预计下月恢复运营，具体时间仍待专家检查。";

fn page(text: &str, label: Option<&str>, encoding: &'static Encoding) -> Vec<u8> {
    let meta = label.map_or(String::new(), |l| format!("<meta charset=\"{l}\">"));
    let page = format!("<html><head>{meta}</head><body><p>{text}</p></body></html>");
    let (bytes, _, wrong) = encoding.encode(&page);
    assert!(!wrong);
    bytes.into_owned()
}

#[test]
fn charsets_are_read_labelled_rightly_wrongly_and_not_at_all() {
    let charsets = [
        (SIMPLIFIED, GBK),
        (RARE, GB18030),
        (TRADITIONAL, BIG5),
        (JAPANESE, SHIFT_JIS),
        (JAPANESE, EUC_JP),
        (KOREAN, EUC_KR),
        (RUSSIAN, WINDOWS_1251),
        (FRENCH, WINDOWS_1252),
        (SIMPLIFIED, UTF_8),
        (FRENCH, UTF_8),
    ];
    let mut misread = Vec::new();
    for (text, encoding) in charsets {
        let wrong = charsets.iter().map(|c| Some(c.1.name()));
        for label in wrong.chain([Some("iso-8859-1"), Some("gb2312"), None]) {
            for (form, page) in [
                ("short", page(text, label, encoding)),
                ("twice", page(&text.repeat(2), label, encoding)),
                ("long", page(&long(text), label, encoding)),
                (
                    "English",
                    page(&format!("{}</p><p>{text}", ENGLISH.repeat(8)), label, encoding),
                ),
            ] {
                if !decode(&page, None, None).text.contains(text) {
                    misread.push((form, encoding.name(), label));
                }
            }
            for (form, dump) in [("dump", format!("{text}\n")), ("long dump", long(text))] {
                let (bytes, _, _) = encoding.encode(&dump);
                if !decode(&bytes, label, None).text.contains(text) {
                    misread.push((form, encoding.name(), label));
                }
            }
        }
    }
    assert_eq!(misread, []);
}

/// The text often, with figures and English between.
fn long(text: &str) -> String {
    (1..60).map(|n| format!("{text} (No. {n})\n")).collect()
}

const ENGLISH: &str = "The harbour board said on Wednesday that two quays are open again after the storm. ";

#[test]
fn headers_and_marks_are_heard() {
    let bytes = page(FRENCH, None, WINDOWS_1252);
    assert!(decode(&bytes, Some("windows-1252"), None).text.contains(FRENCH));
    let mut wide = vec![0xff, 0xfe];
    wide.extend(
        format!("<p>{RUSSIAN}</p>")
            .encode_utf16()
            .flat_map(u16::to_le_bytes),
    );
    assert!(decode(&wide, None, None).text.contains(RUSSIAN));
    let bare: Vec<u8> = format!("<p>Quay two is open again</p>{RUSSIAN}")
        .encode_utf16()
        .flat_map(u16::to_be_bytes)
        .collect();
    assert!(decode(&bare, None, None).text.contains("Quay two"));
}

#[test]
fn damaged_utf8_keeps_its_offsets() {
    let mut bytes = format!("<p>{SIMPLIFIED}{SIMPLIFIED}").into_bytes();
    let at = bytes.len();
    bytes.extend(b"\xed\xa0\x80 \xff after");
    let read = decode(&bytes, None, None);
    assert_eq!(read.charset, "utf-8");
    assert_eq!(read.text.len(), bytes.len());
    assert_eq!(read.text.find(" \u{1a} after"), Some(at + 3));
    assert_eq!(read.damage.len(), 1);
}
