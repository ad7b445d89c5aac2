# What a network says of what was left out.
note-no-place = { $number } of { $all } organisations have no known { $level ->
    [country] country
    [place] place
   *[other] NUTS region
 } and are left out.
note-undated = { $number } of { $all } activities have no known date and are left out.
note-no-weight = Of { $number } of { $all } shared activities the weight is not known: they add nothing, and ties by them alone are left out.
note-clique = { $label } alone ties { $nodes } nodes to one another: { $number } of { $all } ties. Measures say as much of it as of the rest.
note-no-end = { $number ->
    [one] One row of the answer has
   *[other] { $number } rows of the answer have
 } no ?source or no ?target and { $number ->
    [one] is
   *[other] are
 } left out.
note-loops = { $number ->
    [one] One tie of a thing with itself is
   *[other] { $number } ties of a thing with itself are
 } left out.
note-editions = NUTS codes of organisations: { $editions }. One code can mean another area in another edition.
note-edition = { $edition ->
    [none] { $number } of an edition that is not stated
   *[other] { $number } of the edition { $edition }
 }
