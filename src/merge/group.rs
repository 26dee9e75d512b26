//! From links to facts: bundles of linked tellings, split where two of a bundle contradict each other.

use rustc_hash::FxHashMap;

use super::block::links;
use super::profile::Profile;
use super::same::contradicts;

/// With how many tellings of a fact, the best-dated first, another one is compared, and with how many facts of a bundle, the last first.
const LOOK: usize = 24;
const RECENT: usize = 64;

/// The tellings of each fact that more than one document tells, as indexes; the one that tells the time best leads.
pub fn merge(profiles: &[Profile]) -> Vec<Vec<u32>> {
    let mut parents: Vec<u32> = (0..profiles.len() as u32).collect();
    links(profiles, |a, b| {
        let (a, b) = (root(&mut parents, a), root(&mut parents, b));
        parents[a.max(b) as usize] = a.min(b);
    });
    let mut bundles: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
    for n in 0..profiles.len() as u32 {
        let root = root(&mut parents, n);
        if root != n {
            bundles.entry(root).or_insert_with(|| vec![root]).push(n);
        }
    }
    let mut facts: Vec<Vec<u32>> = bundles.into_values().flat_map(|bundle| split(bundle, profiles)).collect();
    facts.sort_unstable();
    facts
}

/// How many tellings the facts that [`merge`] gives stand for.
pub fn size(facts: &[Vec<u32>]) -> usize {
    facts.iter().map(Vec::len).sum()
}

fn root(parents: &mut [u32], mut n: u32) -> u32 {
    while parents[n as usize] != n {
        parents[n as usize] = parents[parents[n as usize] as usize];
        n = parents[n as usize];
    }
    n
}

/// Splits a bundle: each telling, the best-dated first, joins the first fact that it contradicts nowhere.
fn split(mut bundle: Vec<u32>, profiles: &[Profile]) -> Vec<Vec<u32>> {
    let at = |n: u32| &profiles[n as usize];
    bundle.sort_unstable_by_key(|n| at(*n).rank());
    let mut facts: Vec<Vec<u32>> = Vec::new();
    for n in bundle {
        let from = facts.len().saturating_sub(RECENT);
        let fits = |fact: &&mut Vec<u32>| fact.iter().take(LOOK).all(|other| !contradicts(at(n), at(*other)));
        match facts[from..].iter_mut().find(fits) {
            Some(fact) => fact.push(n),
            None => facts.push(vec![n]),
        }
    }
    facts.retain(|fact| fact.len() > 1);
    facts
}
