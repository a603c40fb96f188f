use proptest::prelude::*;

use super::super::sanitise::tests::nasty;
use super::*;

const SPACES: [char; 2] = [' ', '　'];

fn lines(text: &str, columns: usize) -> Vec<String> {
    wrap(&Shown::of(text), columns).iter().map(Shown::to_string).collect()
}

/// Each row: what it shows, the text with `|` where lines must end, the columns.
#[rustfmt::skip]
const ROWS: &[(&str, &str, usize)] = &[
    ("hanzi break anywhere", "本季度重|点推进", 8),
    ("no line begins with a full stop", "完成招|标。然后|复盘", 8),
    ("nor with a comma, however many", "是！！|吗？！", 6),
    ("nor with a closing bracket", "见附件|（一）", 8),
    ("nor with a closing quote", "转化“两|山”", 8),
    ("nor with a dash", "结|果——|完", 5),
    ("nor with an ellipsis", "结|果……|完", 4),
    ("nor with a middle dot", "浙|赣·|运", 4),
    ("nor with a wave dash", "二|三～|五", 5),
    ("a dash is not split", "一二|三——|四", 5),
    ("an ellipsis is not split", "一二|三……|四", 5),
    ("no line ends with an opening bracket", "重点|（一）", 6),
    ("nor with an opening quote", "转化|“两山”", 6),
    ("nor with a book title mark", "根据|《计|划》", 6),
    ("a line may break before an opening quote", "推进转化|“两山”", 8),
    ("and after a comma before one", "他说，|“好”", 6),
    ("and after a closing quote", "“两山”|转化", 6),
    ("and between quotes", "“甲”|“乙”", 4),
    ("of Latin words too", "战略“A”|“B”", 7),
    ("and between hanzi and a quoted Latin word", "推进转化|“AI”", 9),
    ("and between a Latin word and a quoted Chinese one", "用GitHub|“仓库”", 8),
    ("and between a quoted Chinese word and a Latin one", "“两山”|GDP", 6),
    ("a Latin word before a wide bracket lets it go", "增加GDP|（亿）", 9),
    ("English quotes keep to their word", "say|“well”|don’t", 6),
    ("Latin words stay whole", "the|canal|goes", 6),
    ("hanzi go on right after a Latin word", "This is 中|文", 10),
    ("and a Latin word right after hanzi", "完成PPT汇|报", 9),
    ("a number keeps its unit sign", "达到|￥100万", 7),
    ("and its percent sign", "达到|50%。", 6),
    ("a word too long for a line is broken", "inter|natio|nal", 5),
    ("and begins on the line it follows", "看inte|rnatio|nal", 6),
    ("and is broken so that no stop begins a line", "abcde|f。", 6),
    ("a slash lets an address break", "a/b/|c/d", 4),
    ("a break that is not allowed is made where there is none", "。。|。", 4),
    ("a grapheme wider than the line stands alone", "中|文|a", 1),
    ("clusters are not split", "e\u{301}e\u{301}|e\u{301}", 2),
    ("newlines end lines", "甲||乙|", 9),
    ("indentation stays", "　　甲|乙", 6),
];

#[test]
fn breaks_where_it_must() {
    for &(rule, expected, columns) in ROWS {
        let text = if rule == "newlines end lines" {
            expected.replace('|', "\n")
        } else {
            expected.replace('|', "")
        };
        let text = match rule {
            "English quotes keep to their word" | "Latin words stay whole" => expected.replace('|', " "),
            _ => text,
        };
        assert_eq!(lines(&text, columns).join("|"), expected, "{rule}: {text:?} in {columns} columns");
    }
}

#[test]
fn spaces_at_breaks_are_dropped() {
    for (text, columns, expected) in [
        ("", 5, vec![""]),
        ("   ", 2, vec![""]),
        ("甲   乙", 4, vec!["甲", "乙"]),
        ("甲乙  ", 4, vec!["甲乙"]),
        ("甲　　乙", 2, vec!["甲", "乙"]),
        ("    甲乙", 4, vec!["甲乙"]),
        ("a  b c", 4, vec!["a  b", "c"]),
        ("中  。", 4, vec!["中", "。"]),
    ] {
        assert_eq!(lines(text, columns), expected, "{text:?} in {columns} columns");
    }
}

#[test]
fn ranges_point_into_the_text() {
    let text = Shown::of("甲乙 丙\n\n丁");
    assert_eq!(wrap_ranges(&text, 4), [0..6, 7..10, 11..11, 12..15]);
}

#[test]
fn long_text_takes_time_in_proportion() {
    // Would take minutes if any step looked at the whole rest again.
    for unit in [" ", "甲", "a", "。", "“", "　", "——"] {
        let text = Shown::of(&unit.repeat(100_000));
        assert!(!wrap(&text, 40).is_empty());
    }
}

/// Text as plans have it, with more punctuation, and spaces, than is good for it.
fn typeset() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "中",
        "文",
        "战",
        "略",
        "，",
        "。",
        "、",
        "；",
        "：",
        "？",
        "！",
        "（",
        "）",
        "《",
        "》",
        "「",
        "」",
        "『",
        "』",
        "“",
        "”",
        "‘",
        "’",
        "【",
        "】",
        "……",
        "——",
        "·",
        " ",
        "  ",
        "　",
        "\n",
        "GDP",
        "internationalisation",
        "2025",
        "50%",
        "a",
        "-",
        "/",
        ".",
        ",",
        "(",
        ")",
        "\"",
        "e\u{301}",
        "👨\u{200d}👩\u{200d}👧",
        "\u{ff8a}\u{ff9f}",
    ]);
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![typeset(), nasty()]
}

const FIRST: &str = "，。、；：？！）》」』”’】…—·";
const LAST: &str = "《（「『“‘【";

/// Says whether `left` and `right` may be parted, by the two rules of Chinese text.
fn may_part(left: &str, right: &str) -> bool {
    let right = right.trim_start_matches(SPACES);
    let left = left.trim_end_matches(SPACES);
    !right.starts_with(|c| FIRST.contains(c)) && !left.ends_with(|c| LAST.contains(c))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_line_is_too_wide(text in any_text(), columns in 0..200_usize) {
        for line in wrap(&Shown::of(&text), columns) {
            let line = line.as_str();
            prop_assert!(width(line) <= columns || line.graphemes(true).count() == 1, "{line:?}");
            let last = line.graphemes(true).next_back();
            prop_assert!(!line.contains('\n') && last.is_none_or(|last| !is_space(last)));
        }
    }

    #[test]
    fn nothing_is_lost_but_spaces_and_newlines(text in any_text(), columns in 0..30_usize) {
        let text = Shown::of(&text);
        let (text, ranges) = (text.as_str(), wrap_ranges(&text, columns));
        let bounds: Vec<_> = text.grapheme_indices(true).map(|(at, _)| at).chain([text.len()]).collect();
        let mut end = 0;
        let mut newlines = 0;
        for range in ranges.iter().cloned().chain(std::iter::once(text.len()..text.len())) {
            let gap = text.get(end..range.start);
            prop_assert!(gap.is_some_and(|gap| gap.chars().all(|c| c == '\n' || SPACES.contains(&c))), "{gap:?}");
            let in_gap = gap.unwrap_or_default().matches('\n').count();
            prop_assert!(in_gap <= 1, "an empty line is missing");
            newlines += in_gap;
            prop_assert!(bounds.binary_search(&range.start).is_ok() && bounds.binary_search(&range.end).is_ok());
            end = range.end;
        }
        prop_assert_eq!(newlines, text.matches('\n').count());
    }

    #[test]
    fn lines_begin_and_end_as_chinese_text_does(text in typeset(), columns in 1..30_usize) {
        let text = Shown::of(&text);
        let ranges = wrap_ranges(&text, columns);
        let text = text.as_str();
        for pair in ranges.windows(2) {
            let part = |range: Range<usize>| text.get(range).unwrap_or_default();
            let (line, next) = (part(pair[0].clone()), part(pair[1].clone()));
            let gap = part(pair[0].end..pair[1].start);
            if gap.contains('\n') || may_part(line, next) {
                continue;
            }
            // Only where the line has no better place in it, not even inside a word.
            let better = line.grapheme_indices(true).skip(1).find(|&(at, _)| {
                let (left, right) = line.split_at(at);
                let (left, right) = (left.trim_end_matches(SPACES), right.trim_start_matches(SPACES));
                !left.is_empty() && may_part(left, right) && !left.ends_with('(') && !right.starts_with([',', '.', ')'])
            });
            prop_assert_eq!(better, None, "{:?} before {:?}", line, next);
        }
    }

    #[test]
    fn no_line_could_take_the_next_hanzi(hanzi in 1..200_usize, columns in 2..50_usize) {
        let lines = wrap(&Shown::of(&"战".repeat(hanzi)), columns);
        prop_assert_eq!(lines.len(), hanzi.div_ceil(columns / 2));
    }
}
