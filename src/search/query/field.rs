//! The table of fields a query can ask for, and of the fixed words that can be asked. Everything that parses, completes
//! or documents query words reads it.

use super::condition::AskedStale;
use crate::plan::{Kind, Progress};
use crate::review::Attention;
use crate::text::search_key;

/// Something a query can ask of an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum QueryField {
    /// What a current mark says.
    Status,
    /// What the marks, or a meeting, come to.
    Verdict,
    /// Whether, and why, an item wants another look.
    Stale,
    /// Since which version it changed.
    Changed,
    /// Whose mark.
    By,
    /// Who has yet to look at it.
    Todo,
    Kind,
    Area,
    Owner,
    Progress,
    Start,
    Due,
    /// What the item has at all.
    Has,
    /// Which clause it cites.
    Seed,
    /// A query the strategy saved under a name.
    Saved,
}

impl QueryField {
    pub const ALL: [Self; 15] = [
        Self::Status,
        Self::Verdict,
        Self::Stale,
        Self::Changed,
        Self::By,
        Self::Todo,
        Self::Kind,
        Self::Area,
        Self::Owner,
        Self::Progress,
        Self::Due,
        Self::Start,
        Self::Has,
        Self::Seed,
        Self::Saved,
    ];

    /// Returns what it is called, in English and in Chinese; a query may use either.
    pub fn names(self) -> [&'static str; 2] {
        match self {
            Self::Status => ["status", "状态"],
            Self::Verdict => ["verdict", "结论"],
            Self::Stale => ["stale", "变更"],
            Self::Changed => ["changed", "改动"],
            Self::By => ["by", "评审人"],
            Self::Todo => ["todo", "待看"],
            Self::Kind => ["kind", "类型"],
            Self::Area => ["area", "领域"],
            Self::Owner => ["owner", "责任"],
            Self::Progress => ["progress", "进展"],
            Self::Start => ["start", "开始"],
            Self::Due => ["due", "期限"],
            Self::Has => ["has", "有"],
            Self::Seed => ["seed", "来源"],
            Self::Saved => ["query", "查询"],
        }
    }

    /// Finds the field that is called `name`, in whatever case, width or script variant.
    pub fn named(name: &str) -> Option<Self> {
        let name = search_key(name);
        Self::ALL.into_iter().find(|field| field.names().contains(&name.as_str()))
    }

    /// Tells whether it may be compared with `<` and `>`.
    pub fn is_day(self) -> bool {
        matches!(self, Self::Start | Self::Due)
    }
}

/// What an item can have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Part {
    Note,
    /// A note, not resolved, that something is missing under it.
    Missing,
    Text,
    Owner,
    Start,
    Due,
    Metric,
    Related,
    Seed,
}

impl Part {
    pub const ALL: [Self; 9] = [
        Self::Note,
        Self::Missing,
        Self::Text,
        Self::Owner,
        Self::Start,
        Self::Due,
        Self::Metric,
        Self::Related,
        Self::Seed,
    ];

    /// Returns what it is called, in English and in Chinese.
    pub fn names(self) -> [&'static str; 2] {
        match self {
            Self::Note => ["note", "意见"],
            Self::Missing => ["missing", "缺项"],
            Self::Text => ["text", "说明"],
            Self::Owner => ["owner", "责任"],
            Self::Start => ["start", "开始"],
            Self::Due => ["due", "期限"],
            Self::Metric => ["metric", "指标"],
            Self::Related => ["related", "关联"],
            Self::Seed => ["seed", "来源"],
        }
    }
}

/// What a query calls having none: no mark, no date, no progress.
pub const NONE: [&str; 3] = ["none", "无", "未看"];

/// What a query calls a verdict that is none yet.
pub(super) const OPEN: [&str; 2] = ["open", "未定"];

/// What a query calls a verdict over which people stand against each other.
pub(super) const SPLIT: [&str; 2] = ["split", "意见不一"];

/// What a query calls having no verdict because records are missing.
pub(super) const RECORDS_MISSING: [&str; 2] = ["records-missing", "记录缺失"];

/// Items of which part cannot be read.
pub(super) const DAMAGED: [&str; 2] = ["damaged", "已损坏"];

/// What a query calls having a baseline and nobody's word.
pub const ADOPTED: [&str; 2] = ["adopted", "基线"];

/// What a query calls a reason that is owed.
pub(super) const REASON: [&str; 2] = ["reason", "理由"];

/// What a query calls oneself.
pub const ME: [&str; 2] = ["me", "我"];

/// What a query calls that the wording changed, that it did not, and what else wants another look, in English and in
/// Chinese.
pub const STALE: [(AskedStale, [&str; 2]); 5] = [
    (AskedStale::Again(Attention::Changed), ["yes", "是"]),
    (AskedStale::Unchanged, ["no", "否"]),
    (AskedStale::Again(Attention::AboveChanged), ["above", "上级"]),
    (AskedStale::Again(Attention::Contradicting), ["contradicting", "前后不一"]),
    (AskedStale::Again(Attention::Split), SPLIT),
];

/// Returns what a kind is called, in English and in Chinese.
pub fn kind_names(kind: Kind) -> [&'static str; 2] {
    match kind {
        Kind::Goal => ["goal", "目标"],
        Kind::Task => ["task", "任务"],
        Kind::Project => ["project", "项目"],
    }
}

/// Returns what a progress is called, in English and in Chinese.
pub fn progress_names(progress: Progress) -> [&'static str; 2] {
    match progress {
        Progress::Planned => ["planned", "谋划"],
        Progress::Underway => ["underway", "推进中"],
        Progress::Done => ["done", "已完成"],
        Progress::Paused => ["paused", "已暂停"],
        Progress::Dropped => ["dropped", "已取消"],
    }
}
