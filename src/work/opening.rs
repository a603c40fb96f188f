//! Reads the plan for somebody who records something: git has its say where it is quick, and nobody waits for it.

use super::World;
use super::load::load;
use super::repository::not_answered;
use super::survey::survey;
use crate::git::{Patience, beside};
use crate::job::{Loaded, Survey};

/// Reads the plan, and asks git meanwhile where the repository stands. Where git is slow that is not known, and the record
/// does without: it says less about where the wording was read, and nothing less about the wording.
pub fn load_to_record(world: &World) -> (Loaded, Survey) {
    let Patience { aside, .. } = world.git.as_ref().map(crate::git::Git::patience).unwrap_or_default();
    let asked = world.clone();
    let (answer, loaded) = beside(aside, move || survey(&asked), || load(world, None::<fn(Loaded)>));
    (loaded, answer.unwrap_or_else(|| Survey::Without(not_answered(aside.as_secs()))))
}
