//! The rules about accounts, held by properties.

use proptest::prelude::*;

use super::*;
use crate::id::UserId;
use crate::outcome::Outcome;
use crate::roles::RoleKey;
use crate::users::values::NOLOGIN;

/// What the store does with a change, as far as the rules can see it.
fn carry_out(account: &Account, change: &AccountChange) -> Account {
    let mut after = account.clone();
    let text = |value: &FieldValue| if let FieldValue::Text(text) = value { Some(text.clone()) } else { None };
    let time = |value: &FieldValue| if let FieldValue::Time(at) = value { Some(*at) } else { None };
    after.previous_auth_method = super::super::store::previous_method_after(account, change);
    for (field, step) in change.steps() {
        match field {
            Field::Suspended => after.suspended = step.after == FieldValue::Bool(true),
            Field::SuspendedUntil => after.suspended_until = time(&step.after),
            Field::SuspensionReason => after.suspension_reason = text(&step.after),
            Field::AuthMethod => after.auth_method = text(&step.after).unwrap_or_default(),
            other => unreachable!("suspensions do not touch {other:?}"),
        }
    }
    after
}

fn any_method() -> impl Strategy<Value = AuthMethod> {
    prop::sample::select(AuthMethod::ALL.to_vec())
}

prop_compose! {
    fn any_account()(
        method in any_method(),
        previous in prop::option::of(any_method()),
        suspended: bool,
        reason in prop::option::of("[a-z]{1,8}"),
        until in prop::option::of(1_i64..100),
    ) -> Account {
        let is_nologin = method == AuthMethod::NoLogin;
        Account {
            auth_method: method.name().to_owned(),
            previous_auth_method: previous
                .filter(|p| suspended && is_nologin && *p != AuthMethod::NoLogin)
                .map(|p| p.name().to_owned()),
            suspended,
            suspension_reason: reason.filter(|_| suspended),
            suspended_until: until.filter(|_| suspended),
            ..Account::for_tests()
        }
    }
}

prop_compose! {
    fn any_request()(
        suspended in prop::option::of(any::<bool>()),
        auth_method in prop::option::of(any_method()),
        on_suspend in prop::option::of(any_method()),
        restore: bool,
        reason in prop::option::of("[a-z]{1,8}"),
        until in prop::option::of(1_i64..100),
    ) -> SuspensionRequest {
        SuspensionRequest { suspended, auth_method, on_suspend, restore, reason, until: until.map(Some) }
    }
}

proptest! {
    #[test]
    fn asking_twice_changes_nothing_the_second_time(account in any_account(), request in any_request()) {
        let after = carry_out(&account, &plan_suspension(&account, &request));
        prop_assert!(plan_suspension(&after, &request).is_empty());
    }

    #[test]
    fn reversing_a_change_brings_every_field_back(account in any_account(), request in any_request()) {
        let change = plan_suspension(&account, &request);
        let after = carry_out(&account, &change);
        let back = carry_out(&after, &change.reversed());
        for field in Field::ALL {
            prop_assert_eq!(back.get(*field), account.get(*field));
        }
        prop_assert!(recheck(&after, &change.reversed(), Code::ChangedSinceBatch).is_ok());
    }

    #[test]
    fn suspending_then_activating_brings_the_method_back(account in any_account()) {
        prop_assume!(!account.suspended);
        let suspend = SuspensionRequest { suspended: Some(true), on_suspend: Some(AuthMethod::NoLogin), ..Default::default() };
        let activate = SuspensionRequest { suspended: Some(false), restore: true, ..Default::default() };
        let suspended = carry_out(&account, &plan_suspension(&account, &suspend));
        prop_assert_eq!(suspended.auth_method.as_str(), NOLOGIN);
        let back = carry_out(&suspended, &plan_suspension(&suspended, &activate));
        // An account that was on "No login" for its own sake stays there.
        prop_assert_eq!(back.auth_method, account.auth_method);
    }

    #[test]
    fn a_stored_change_reads_back_as_it_was(account in any_account(), request in any_request()) {
        let change = plan_suspension(&account, &request);
        let read = AccountChange::from_json(&change.before_json(), &change.after_json());
        prop_assert_eq!(read.ok(), Some(change));
    }

    #[test]
    fn an_account_that_moved_on_in_a_planned_field_is_a_conflict(account in any_account(), request in any_request(), other in any_request()) {
        let change = plan_suspension(&account, &request);
        let meanwhile = carry_out(&account, &plan_suspension(&account, &other));
        let moved = change.steps().iter().any(|(field, step)| meanwhile.get(*field) != step.before);
        prop_assert_eq!(recheck(&meanwhile, &change, Code::ChangedSincePlan).is_err(), moved);
    }
}

#[test]
fn outcomes_say_what_a_change_does() {
    let suspend =
        SuspensionRequest { suspended: Some(true), on_suspend: Some(AuthMethod::NoLogin), ..Default::default() };
    let change = plan_suspension(&Account::for_tests(), &suspend);
    assert_eq!(change.outcomes(), Outcome::Suspend.into());
    assert!(change.ends_sessions());
    let suspended = carry_out(&Account::for_tests(), &change);
    let reason = SuspensionRequest { reason: Some("left".to_owned()), ..suspend.clone() };
    assert_eq!(plan_suspension(&suspended, &reason).outcomes(), Outcome::Update.into());
    assert_eq!(plan_suspension(&suspended, &suspend).outcomes(), Outcome::Unchanged.into());
    assert_eq!(change.reversed().outcomes(), Outcome::Activate.into());
}

#[test]
fn the_guard_rails_hold_for_oneself_and_for_administrators() {
    let account = Account::for_tests();
    let manager =
        Actor { user_id: Some(UserId::new()), roles: vec![RoleKey::AccountManager.into()], ..Actor::system() };
    let oneself = Actor { user_id: Some(account.id), ..manager.clone() };
    let suspend = SuspensionRequest { suspended: Some(true), ..Default::default() };
    let change = plan_suspension(&account, &suspend);
    let plain = Subject { account: &account, is_administrator: false };
    let administrator = Subject { account: &account, is_administrator: true };
    let code = |result: Result<(), Refusal>| result.err().map(|refusal| refusal.code);
    assert_eq!(code(guard(plain, &change, &manager, Route::File)), None);
    assert_eq!(code(guard(plain, &change, &oneself, Route::Single)), Some(Code::ProtectedSelf));
    assert_eq!(code(guard(administrator, &change, &manager, Route::Single)), Some(Code::ProtectedAdministrator));
    assert_eq!(code(guard(administrator, &change, &Actor::system(), Route::File)), Some(Code::ProtectedAdministrator));
    assert_eq!(code(guard(administrator, &change, &Actor::system(), Route::Batch)), None);
    assert_eq!(code(guard(administrator, &AccountChange::default(), &manager, Route::File)), None);
}
