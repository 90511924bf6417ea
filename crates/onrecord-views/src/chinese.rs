//! Why something could not be done, in Chinese: the errors of the library say it in English.
//! What does not live here: the words of what is told (see `tongue`).

use onrecord::ledger::LedgerError;
use onrecord::page::PageError;
use onrecord::{CorrectionError, FindError, ReadError};

/// The ledger.
pub fn ledger(error: &LedgerError) -> String {
    match error {
        LedgerError::Missing { .. } => "没有账本：请先用 `onrecord add` 建立",
        LedgerError::NoLedger { .. } => "所给文件不是账本：请给出由 `onrecord add` 建立的文件",
        LedgerError::NoFile { .. } => "所给路径是文件夹、管道或设备：账本是一个文件",
        LedgerError::Unreadable { .. } => "账本无法打开：请检查路径与读取权限",
        LedgerError::Log { .. } => {
            "账本不可写，且最近的内容还在旁边的日志文件中：请把两者一起复制到可写的文件夹"
        }
        LedgerError::Version { .. } => "账本的版本与本程序不符",
        LedgerError::Earlier { .. } => "账本属于较早的版本：请用 `onrecord reread` 更新",
        LedgerError::Database { .. } => "账本的数据库出错：请检查磁盘空间与权限，再运行 `onrecord verify`",
        LedgerError::Damaged { .. } => "账本已损坏：请运行 `onrecord verify`，再从备份恢复",
    }
    .to_owned()
}

/// A page or a claim that is not there, or not the only one.
pub fn find(error: &FindError) -> String {
    match error {
        FindError::NoPage { id, .. } => format!("没有页面“{id}”：请给出其哈希值"),
        FindError::Pages { id, count, .. } => {
            format!("有{count}个页面以“{id}”开头：请给出更长的哈希值")
        }
        FindError::NoClaim { id, .. } => format!("没有主张“{id}”"),
        FindError::Claims { id, count, .. } => format!("有{count}条主张以“{id}”开头：请给出更长的编号"),
        FindError::Ledger(error) => ledger(error),
    }
}

/// A correction that could not be made.
pub fn correction(error: &CorrectionError) -> String {
    match error {
        CorrectionError::Ledger(error) => ledger(error),
        CorrectionError::Read(page, error) => format!("页面“{page}”：{}", read(error)),
        CorrectionError::NoClaim(id) => format!("没有主张“{id}”：主张的页面上有其编号"),
        CorrectionError::SeveralClaims(id, count) => {
            format!("有{count}条主张以“{id}”开头：请给出更长的编号")
        }
        CorrectionError::Proposed(id) => format!("“{id}”只是模型的提议，不计入任何结论，无须更正"),
        CorrectionError::NoThing(id) => format!("没有事项、主张或页面“{id}”"),
        CorrectionError::NoWord(_, most) => format!("标签或判断应为一行，1至{most}个字符"),
        CorrectionError::NoPage(id) => format!("没有页面“{id}”：请给出其哈希值的开头或文件名"),
        CorrectionError::SeveralPages(id, count) => {
            format!("有{count}个页面叫作“{id}”：请给出更长的哈希值")
        }
        CorrectionError::NoMatter(id) => format!("没有事项“{id}”：事项的页面底部有其编号"),
        CorrectionError::NoState { words, .. } => format!("“{words}”不是此类主张的状态：请从列表中选择"),
        CorrectionError::NoDay(day) => format!("“{day}”不是日期：格式为年-月-日，如2023-03-01"),
        CorrectionError::NoRow(number) => format!("第“{number}”条更正目前不生效：可能已被撤销"),
        CorrectionError::One(..) => "两边相同或有一边空缺：请给出两个不同的名称或编号".to_owned(),
        CorrectionError::NobodyOrNoReason => "更正需要理由和姓名：请写明何人、为何".to_owned(),
        CorrectionError::TooLong(most) => format!("理由、姓名或主体不得超过{most}个字符"),
    }
}

/// Something that gave no page.
pub fn read(error: &ReadError) -> String {
    match error {
        ReadError::Source(_) => "找不到或无法列出：请检查路径",
        ReadError::Open(_) | ReadError::Stdin(_) => "无法打开：请检查路径与读取权限",
        ReadError::Refused(_) => "其中没有可读的页面：文件可能受密码保护、已损坏、没有文字，或此版本不支持",
        ReadError::Skipped(_) => "不是页面，未读取",
        ReadError::TooLarge => "超过1吉字节：没有这么大的页面",
        ReadError::Record(_) => "不是有效的记录：每行应为一个对象，含编号与正文",
        ReadError::Compression(_) => "无法解压：请先解压或重新获取",
        ReadError::NotUtf8(_) => "文本编码无法识别：请先转换为通用编码",
        ReadError::Page(PageError::Empty) => "没有内容：请给出网页或文本",
        ReadError::Page(PageError::Binary(_)) => "不是网页或文本：请给出网页或文本",
        ReadError::Page(PageError::Compression(_)) => "无法解压：请先解压或重新获取",
        ReadError::Panic(_) => "程序在此页面上出错：请将其与此页面一并报告",
    }
    .to_owned()
}
