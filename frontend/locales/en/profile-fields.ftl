# Custom profile fields.

customs = Profile fields
customs-lead = What you record about people in addition to the standard fields. It is in profiles, filters, files and downloads.
customs-none = No profile fields yet
customs-none-detail = Set one up for what your organisation needs to know, such as a cost centre.
custom-new = New field
custom-edit-title = Change “{ $name }”
custom-saved = { $name } is saved.
custom-label = Label
custom-label-help = What people read.
custom-name = Short name
custom-name-help = Stands in filters and in the headers of files. It can't be changed later.
custom-name-taken = There is a field of this name already.
custom-kind = Kind
custom-kind-help = It can't be changed later.
custom-kind-text = Text
custom-kind-number = Number
custom-kind-date = Date
custom-kind-choice = Choice
custom-kind-yes-no = Yes or no
custom-choices = Choices
custom-choices-help = One on each line.
custom-choices-fewer = Accounts that have a choice that you remove keep it until it is changed.
custom-choice-count =
    { $count ->
        [one] 1 choice
       *[other] { $count } choices
    }
custom-rules = Rules
custom-required = Required
custom-required-help = New accounts need a value.
custom-required-now = Accounts without a value stay as they are; the next change of this field on such an account has to fill it in.
custom-unique = Unique
custom-unique-help = No two accounts have the same value.
custom-visible-to = Seen by
custom-visible-everybody = Everybody
custom-visible-self = The person and staff
custom-visible-staff = Staff only
custom-editable-by = Changed by
custom-editable-self = The person and staff
custom-editable-staff = Staff only
custom-delete = Delete
custom-delete-title = Delete “{ $name }”?
custom-delete-what = The field goes from every profile, with its values, and they don't come back. Only the history of each account keeps them. Saved filters that ask for it stop working.
custom-delete-affected =
    { $count ->
        [one] 1 account has a value that would be lost
       *[other] { $count } accounts have a value that would be lost
    }
custom-deleted = { $name } is deleted.
