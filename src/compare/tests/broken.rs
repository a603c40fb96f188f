//! What cannot be read is not called removed.

use super::samples::{compared, plan, told};
use crate::compare::{Side, Unread, compare_despite};
use crate::review::Review;

const WHOLE: &str = "id = \"ports\"\ntitle = \"四港\"\n[[goal]]\nid = \"a\"\ntitle = \"甲\"\n[[goal]]\nid = \"b\"\ntitle = \"乙\"\n";
const BROKEN: &str = "id = \"ports\"\ntitle = \"四港\"\n[[goal]]\nid = \"a\"\ntitle = \"甲\"\n[[goal]]\nid = \"b\ntitle = \"乙\"\n";

#[test]
fn what_a_broken_file_does_not_show_is_unknown() {
    let comparison = compared(&plan(&[WHOLE]), &plan(&[BROKEN]));
    assert!(comparison.items().all(|item| !item.is_removed()), "{comparison:?}");
    assert!(comparison.areas[0].broken.new && !comparison.areas[0].broken.old);
    let mended = compared(&plan(&[BROKEN]), &plan(&[WHOLE]));
    assert!(mended.items().all(|item| !item.is_added()), "{mended:?}");
}

#[test]
fn a_field_that_could_not_be_read_is_no_change() {
    let damaged = WHOLE.replace("title = \"乙\"\n", "title = \"乙\"\ndue = \"soon\"\n");
    let dated = WHOLE.replace("title = \"乙\"\n", "title = \"乙\"\ndue = 2025-12-31\n");
    assert_eq!(told(&plan(&[&dated]), &plan(&[&damaged])), ["  ports/b"]);
}

#[test]
fn a_file_that_could_not_be_opened_takes_nothing_away() {
    let (old, new) = (plan(&[WHOLE]), plan(&[]));
    let (before, after) = (Review::of(&old, []), Review::of(&new, []));
    let sides = (Side { plan: &old, review: &before }, Side { plan: &new, review: &after });
    let unread = Unread { new: vec!["plans/1-area.toml".into()], ..Unread::default() };
    let told = compare_despite(sides.0, sides.1, &unread);
    assert!(told.items().next().is_none() && !told.areas[0].is_removed());
    assert_eq!(told.areas[0].unknown.new, 2);
}

#[test]
fn two_items_of_one_id_are_paired_in_order_and_called_ambiguous() {
    let twice = WHOLE.replace("id = \"b\"", "id = \"a\"");
    let changed = twice.replace("乙", "丙");
    let comparison = compared(&plan(&[&twice]), &plan(&[&changed]));
    let items: Vec<_> = comparison.items().collect();
    assert_eq!(items.len(), 1);
    assert!(items[0].ambiguous && items[0].fields.len() == 1);
}
