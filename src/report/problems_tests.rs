use super::*;
use crate::plan::Interface;
use crate::text::width;

fn text_of(line: &Line) -> String {
    line.parts().map(|(_, text)| text.as_str().to_owned()).collect()
}

/// Renders a problem with the first `spot` of `text`.
fn rendered(text: &str, spot: &str) -> Vec<String> {
    let at = text.find(spot).unwrap();
    let place = Place::of(&"plans/5-ports.toml".into(), text, at..at + spot.len());
    let words = Words::new(Interface::Chinese);
    let problem_there = Problem { fault: Fault::BadDate { key: "due".into(), written: spot.into() }, place };
    problem(&words, &problem_there, Some(text), Some(100)).iter().map(text_of).collect()
}

#[test]
fn the_caret_stands_under_the_spot_in_chinese_text() {
    let text = "id = \"ports\"\ntitle = { zh = \"浙赣“运河”\" }, due = 2025-13-40  # 年底\n";
    insta::assert_snapshot!(rendered(text, "2025-13-40").join("\n"), @r#"
    错误[bad-date]: 2025-13-40 不是日期：一年只有十二个月。应写成 2025-12-31 这样。
     --> plans/5-ports.toml:2:34
      |
    2 | title = { zh = "浙赣“运河”" }, due = 2025-13-40  # 年底
      |                                      ^^^^^^^^^^
    "#);
}

#[test]
fn the_caret_is_as_wide_as_what_it_marks_whatever_stands_before() {
    for before in ["", "甲乙丙", "e\u{301}e\u{301}", "\t", "“…—·", "\u{200b}\u{1b}[m", "한국어", "𠀀", "👍"]
    {
        for spot in ["X", "错误", "“X”"] {
            let lines = rendered(&format!("{before}{spot} 之后"), spot);
            let source = lines.iter().find(|line| line.contains(spot) && line.starts_with('1')).unwrap();
            let caret = lines.iter().find(|line| line.contains('^')).unwrap();
            let (at, _) = source.split_once(spot).unwrap();
            let (indent, marks) = caret.split_at(caret.find('^').unwrap());
            assert_eq!(
                (width(indent), marks.len()),
                (width(at), width(spot)),
                "{before:?} {spot:?}\n{source}\n{caret}"
            );
        }
    }
}

#[test]
fn a_line_of_megabytes_is_shown_around_the_spot_with_its_true_column() {
    let text = format!("text = \"{}浙赣X运河{}\"\n", "长".repeat(1_000_000), "江".repeat(1_000_000));
    let lines = rendered(&text, "X");
    assert_eq!(lines[1].trim(), "--> plans/5-ports.toml:1:1000011");
    assert!(lines.iter().all(|line| width(line) <= 120), "{lines:?}");
    let source = lines.iter().find(|line| line.contains('X')).unwrap();
    let caret = lines.iter().find(|line| line.contains('^')).unwrap();
    assert_eq!(width(source.split('X').next().unwrap()), caret.find('^').unwrap());
}

#[test]
fn a_problem_of_a_whole_file_or_past_its_end_needs_no_line() {
    let words = Words::new(Interface::English);
    let whole = Problem { fault: Fault::NotAFile, place: Place::file(&"plans/x.toml".into()) };
    let lines: Vec<String> = problem(&words, &whole, None, None).iter().map(text_of).collect();
    assert_eq!(lines[1].trim(), "--> plans/x.toml");
    let past = Place { line: 9, column: 9, start: 999, end: 1000, ..Place::file(&"plans/x.toml".into()) };
    assert!(problem(&words, &Problem { fault: Fault::NotAFile, place: past }, Some("甲\n"), None).len() >= 2);
}
