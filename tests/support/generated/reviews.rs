//! What three reviewers recorded on a generated plan.

use std::fs;
use std::io;
use std::path::Path;

use fupan::plan::{Place, Plan, ReviewerId, StatusId};
use fupan::review::{Deed, Fact, FactId, Moment, Review, drafting};
use fupan::source::{self, SourceText};

use super::Generated;

/// Id and name of every reviewer.
pub(super) const REVIEWERS: [(&str, &str); 3] = [("jia", "甲"), ("yi", "乙"), ("bing", "丙")];

/// Writes a file for each reviewer into `directory`.
pub(super) fn write(plan: Generated, directory: &Path) -> io::Result<()> {
    fs::create_dir_all(directory)?;
    let reviewers = REVIEWERS.map(|(id, _)| ReviewerId::parse(id).unwrap());
    let mut texts = reviewers.each_ref().map(source::review_file_head);
    let (strategy, _) = source::strategy(&SourceText::new("strategy.toml".into(), super::strategy(plan)));
    let mut count = 0_u64;
    for area in plan.areas() {
        let text = SourceText::new(area.id.as_str().into(), area.toml());
        let file = source::area(&text, &strategy, 0);
        let now =
            Plan { strategy: strategy.clone(), areas: vec![file.area], items: file.items, ..Plan::default() };
        let mut before = now.clone();
        before.items.iter_mut().for_each(|item| item.with.push("原责任单位".into()));
        let nothing = Review::of(&now, []);
        for (index, item) in area.items.iter().enumerate() {
            let mut record = |by: &str, deed: Deed| {
                let at = REVIEWERS.iter().position(|(id, _)| *id == by).expect("one of the three");
                count += 1;
                let fact = Fact {
                    id: FactId::parse(&format!("01KAR{count:021}")).unwrap(),
                    by: reviewers[at].clone(),
                    deed,
                    at: Moment::parse("2026-11-23T10:05:00+08:00"),
                    place: Place::default(),
                };
                texts[at] += &source::fact_line(&fact);
            };
            for &(by, status, old) in &item.marks {
                let plan = if old { &before } else { &now };
                let reviewer = ReviewerId::parse(by).unwrap();
                record(by, drafting::mark(plan, &nothing, &reviewer, index, &StatusId::new(status), None));
            }
            if let Some((by, text)) = &item.note {
                record(by, drafting::note(&now, index, text, None));
            }
        }
    }
    for ((id, _), text) in REVIEWERS.iter().zip(texts) {
        fs::write(directory.join(format!("{id}.5eed00.toml")), text)?;
    }
    Ok(())
}
