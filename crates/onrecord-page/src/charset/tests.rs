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

#[test]
fn a_sentence_is_enough_where_the_label_is_right() {
    let short = [
        ("旧桥周一重新通车", GBK),
        ("舊橋星期一重新通車", BIG5),
        ("旧橋が月曜日に再開", SHIFT_JIS),
        ("旧橋が月曜日に再開", EUC_JP),
        ("다리가 월요일에 열렸다", EUC_KR),
        ("Мост открыт", WINDOWS_1251),
        ("Le pont est rouvert à midi", WINDOWS_1252),
    ];
    for (text, encoding) in short {
        let bytes = page(text, Some(encoding.name()), encoding);
        assert!(
            decode(&bytes, None, None).text.contains(text),
            "{text} {}",
            encoding.name()
        );
        let bytes = page(text, None, encoding);
        let read = decode(&bytes, Some(encoding.name()), None);
        assert!(
            read.text.contains(text),
            "{text} {} by the header",
            encoding.name()
        );
    }
}

#[test]
fn utf16_without_a_mark_is_read_in_chinese_dumps_too() {
    for text in [SIMPLIFIED, JAPANESE, RUSSIAN, FRENCH, KOREAN] {
        let dump = format!("{text}\n{text}\n");
        let little: Vec<u8> = dump.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = dump.encode_utf16().flat_map(u16::to_be_bytes).collect();
        for bytes in [little, big] {
            assert!(decode(&bytes, None, None).text.contains(text), "{text}");
        }
    }
}

#[test]
fn utf7_is_never_decoded() {
    let page = b"<meta charset=utf-7><p>+ADw-script+AD4-alert(1)+ADw-/script+AD4- The quay is open, the board said.</p>";
    let read = decode(page, Some("utf-7"), None);
    assert_eq!(read.charset, "utf-8");
    assert!(read.text.contains("+ADw-script+AD4-"));
}

#[test]
fn iso_2022_jp_is_read_by_its_label_and_without() {
    for label in [Some("iso-2022-jp"), None] {
        let bytes = page(JAPANESE, label, ISO_2022_JP);
        assert!(decode(&bytes, None, None).text.contains(JAPANESE), "{label:?}");
    }
}

#[test]
fn labels_far_down_and_labels_that_disagree() {
    let head = format!(
        "<html><head><style>{}</style><meta charset=\"gbk\"></head>",
        "a{b:c}".repeat(1_500)
    );
    let (bytes, _, _) = GBK.encode("旧桥周一通车");
    let far = [head.as_bytes(), b"<p>", &bytes].concat();
    assert!(decode(&far, None, None).text.contains("旧桥周一通车"));
    for (header, meta) in [
        ("utf-8", "gbk"),
        ("iso-8859-1", "gb2312"),
        ("big5", "gbk"),
        ("gbk", "big5"),
    ] {
        let bytes = page(SIMPLIFIED, Some(meta), GBK);
        assert!(
            decode(&bytes, Some(header), None).text.contains(SIMPLIFIED),
            "{header} {meta}"
        );
        let bytes = page(SIMPLIFIED, Some(meta), UTF_8);
        assert!(
            decode(&bytes, Some(header), None).text.contains(SIMPLIFIED),
            "{header} {meta}"
        );
    }
}

#[test]
fn a_block_in_another_charset_does_not_change_the_pages() {
    let comments = "<div class=comments><p>写得很好，支持港口的工人！</p></div>";
    for (encoding, text) in [(GBK, SIMPLIFIED), (BIG5, TRADITIONAL), (SHIFT_JIS, JAPANESE)] {
        for label in [Some(encoding.name()), None] {
            let mut bytes = page(&long(text), label, encoding);
            bytes.extend(comments.as_bytes());
            let read = decode(&bytes, None, None);
            assert!(read.text.contains(text), "{} {label:?}", encoding.name());
        }
        // A page in UTF-8 with a block in another charset keeps its characters and places.
        let mut bytes = page(&long(text), Some("utf-8"), UTF_8);
        let at = bytes.len();
        bytes.extend(&*encoding.encode("<p>旧橋</p>").0);
        let read = decode(&bytes, None, None);
        assert!(read.text.contains(text));
        assert_eq!((read.charset.as_str(), read.text.len() >= at), ("utf-8", true));
    }
}
