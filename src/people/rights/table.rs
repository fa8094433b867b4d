//! The table itself: a row an action. What callers may, what a refusal says and `docs/rights.md` come from it.

use super::Access::{self, Forbidden as NO, Granted as YES, Hidden as HID};

/// Whose the things of an action are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Of {
    /// The shop's as a whole: there is no owner to ask for.
    Shop,
    /// What is about to be made or added up for the seller that the caller acts for.
    OwnSeller,
    /// A seller's, or the shop's own.
    Seller,
    /// An account's.
    Account,
    /// An account's, and only a login will do: an API token has no account.
    Login,
}

impl Of {
    /// For the page: whose they are.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Shop => "the shop",
            Self::OwnSeller => "the caller's seller",
            Self::Seller => "a seller",
            Self::Account => "an account",
            Self::Login => "an account, with a login",
        }
    }
}

/// What each role gets to hear, for what is the caller's own and for what is not.
#[derive(Debug, Clone, Copy)]
pub struct Right {
    /// What somebody wants to do.
    pub action: Action,
    /// The same for people.
    pub words: &'static str,
    /// Whose the things are.
    pub of: Of,
    /// Administrators: own, not own.
    pub admin: [Access; 2],
    /// Sellers.
    pub seller: [Access; 2],
    /// Customers.
    pub customer: [Access; 2],
}

macro_rules! rights {
    ($($action:ident $words:literal $of:ident $admin:tt $seller:tt $customer:tt;)*) => {
        /// What somebody wants to do.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Action {
            $(#[doc = $words] $action,)*
        }

        /// Every right, in the order of [`Action`].
        pub const RIGHTS: &[Right] = &[
            $(Right {
                action: Action::$action,
                words: $words,
                of: Of::$of,
                admin: $admin,
                seller: $seller,
                customer: $customer,
            },)*
        ];
    };
}

rights! {
    // action            in words                                           of         admin       seller      customer
    //                                                                                 own, other  own, other  own, other
    CreateProduct     "Make a product"                                      OwnSeller  [YES, YES]  [YES, NO ]  [NO,  NO ];
    ChangeProduct     "Change or delete a product and its pictures; see it while it is not active"
                                                                            Seller     [YES, YES]  [YES, HID]  [NO,  NO ];
    AssignSeller      "Choose whose product it is"                          Shop       [YES, YES]  [NO,  NO ]  [NO,  NO ];
    ManageCategories  "Make, change and delete categories"                  Shop       [YES, YES]  [NO,  NO ]  [NO,  NO ];
    Exchange          "Import and export the catalogue"                     Shop       [YES, YES]  [NO,  NO ]  [NO,  NO ];
    Backup            "Make and list backups"                               Shop       [YES, YES]  [NO,  NO ]  [NO,  NO ];
    OverseeTracking   "Look at the tracking queue, and empty it"            Shop       [YES, YES]  [NO,  NO ]  [NO,  NO ];
    ReadMetrics       "Read what a product's events add up to"              Seller     [YES, YES]  [YES, HID]  [NO,  NO ];
    ReadAnalytics     "Read what events add up to: of the own products, or of the whole shop"
                                                                            OwnSeller  [YES, YES]  [YES, NO ]  [NO,  NO ];
    ReadShopAnalytics "Read what concerns the whole shop alone"             Shop       [YES, YES]  [NO,  NO ]  [NO,  NO ];
    Observe           "Read the server's numbers from another machine"      Shop       [YES, YES]  [NO,  NO ]  [NO,  NO ];
    ManageTerms       "Coupons, shipping methods, tax rates and settings"   Shop       [YES, YES]  [NO,  NO ]  [NO,  NO ];
    AdjustStock       "Correct what is in stock, and read how it moved"     Shop       [YES, YES]  [NO,  NO ]  [NO,  NO ];
    ReadAudit         "Read who changed what"                               Shop       [YES, YES]  [NO,  NO ]  [NO,  NO ];
    ReadOutbox        "Read letters, and have them sent again"              Shop       [YES, YES]  [NO,  NO ]  [NO,  NO ];
    ManageOrders      "Read every order, move and refund it"                Shop       [YES, YES]  [NO,  NO ]  [NO,  NO ];
    UseOrder          "Read an order, cancel it, ask to return it"          Account    [YES, YES]  [YES, HID]  [YES, HID];
    Fulfil            "Read what a seller has to send, and send it"         Seller     [YES, YES]  [YES, HID]  [NO,  NO ];
    ManageSellers     "Approve and suspend sellers, set what they pay"      Shop       [YES, YES]  [NO,  NO ]  [NO,  NO ];
    UseSeller         "Change a seller's profile, read its statements"      Seller     [YES, YES]  [YES, HID]  [NO,  NO ];
    ModerateReviews   "Hide reviews, and show them again"                   Shop       [YES, YES]  [NO,  NO ]  [NO,  NO ];
    ManagePeople      "Keep API tokens and accounts"                        Shop       [YES, YES]  [NO,  NO ]  [NO,  NO ];
    UseAccount        "Profile, logins, favourites, reviews, applying as a seller"
                                                                            Login      [YES, HID]  [YES, HID]  [YES, HID];
}

impl Action {
    /// Its row.
    pub const fn right(self) -> &'static Right {
        &RIGHTS[self as usize]
    }
}

/// `docs/rights.md` as it should be.
pub fn page() -> String {
    let mut page = String::from(
        "# Who may do what\n\n\
         Every route asks this table, and a test holds the page to it (`src/people/rights/table.rs`). A role comes from the login or the\n\
         API token; a login is a seller's while the seller of its account is active. Without credentials none of it is allowed (401); what a\n\
         guest does with a cart or an order goes by that one's own token.\n\n\
         Each role has two answers: for what is its own, and for what is not. *yes* is allowed; *no* is 403, and says which role it needs;\n\
         *hidden* is 404, byte for byte as if it were not there.\n\n\
         | to do what | whose | admin | seller | customer |\n| --- | --- | --- | --- | --- |\n",
    );
    for right in RIGHTS {
        let answers = [right.admin, right.seller, right.customer].map(answers);
        let (words, of) = (right.words, right.of.words());
        page.push_str(&format!("| {words} | {of} | {} |\n", answers.join(" | ")));
    }
    page.push_str(
        "\nA seller's token whose seller is pending or suspended owns nothing. The sellers of the shop itself are its admins.\n",
    );
    page
}

fn answers([own, other]: [Access; 2]) -> String {
    let words = |access| match access {
        YES => "yes",
        NO => "no",
        HID => "hidden",
    };
    match own == other {
        true => words(own).to_owned(),
        false => format!("own: {}, else {}", words(own), words(other)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `SOUK_WRITE_DOCS=1 cargo test --lib rights` writes the page.
    #[test]
    fn the_documentation_has_the_table() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/rights.md");
        if std::env::var_os("SOUK_WRITE_DOCS").is_some() {
            std::fs::write(path, page()).unwrap();
        }
        let docs = std::fs::read_to_string(path).unwrap_or_default();
        assert_eq!(docs, page(), "SOUK_WRITE_DOCS=1 writes docs/rights.md anew");
    }

    #[test]
    fn rows_make_sense() {
        for (place, right) in RIGHTS.iter().enumerate() {
            let Right {
                action,
                of,
                admin,
                seller,
                customer,
                ..
            } = right;
            assert_eq!(*action as usize, place, "{action:?}");
            assert_eq!(
                admin[0], YES,
                "{action:?}: nobody may do more than an admin"
            );
            for role in [admin, seller, customer] {
                if *of == Of::Shop {
                    assert_eq!(role[0], role[1], "{action:?} has no owner");
                }
                // Who may use the own must not learn from a 403 that another's is there.
                if role[0] == YES && matches!(of, Of::Seller | Of::Account | Of::Login) {
                    assert_ne!(role[1], NO, "{action:?}");
                }
                // Who may use none hears the same whether it is there or not.
                if role[0] == NO {
                    assert_eq!(role[1], NO, "{action:?}");
                }
            }
        }
    }
}
