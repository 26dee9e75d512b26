//! The word classes that the group parsers ask for, looked up once.

use super::lexicon::{ClassId, Lexicon};

macro_rules! classes {
    ($($name:ident),* $(,)?) => {
        /// Ids of the word lists' classes; `None` where no list defines one.
        #[derive(Debug, Clone, Default)]
        pub(super) struct Classes {
            $(pub(super) $name: Option<ClassId>,)*
        }

        impl Classes {
            pub(super) fn new(lexicon: &Lexicon) -> Classes {
                Classes { $($name: lexicon.class(stringify!($name)),)* }
            }
        }
    };
}

classes! {
    determiner, demonstrative, possessive_pronoun, personal_pronoun, relative_pronoun, be, have, do_verb, get_verb, modal, negation, particle, prepositional_participle, naming_verb,
    name_title, name_title_tail, name_title_head, legal_suffix, institution, of_name, ampersand_name, name_particle,
    currency_code, currency_prefix, currency_unit, money_scale, percent, hedge, hedge_start, hedge_middle, weekday, month, agent, that,
    ownership_adverb, prefix, works_noun, company_noun, pair_noun, headline_verb, headline_gerund, headline_passive, headline_fined, headline_base, common_name, given_name, aspect_verb, place, reporting_verb,
    bare_noun, describing_gerund, bid_modifier, activity, order_adverb, become_form, take_form, record_span, headline_intent, short_suffix, noun_or_adjective, round_or_brief, found_to_be,
}
