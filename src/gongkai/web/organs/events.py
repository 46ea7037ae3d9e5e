"""What the ledger notes of organs: the sentences, and the columns that can be told again from them."""

from gongkai.web.ledger.registry import EventKind, acts, check, kinds, track

from .soundness import gaps, misplaced

track(
    "organs.organ",
    fields=(
        "name",
        "short_name",
        "slug",
        "code",
        "level",
        "kind",
        "parent",
        "path",
        "status",
        "since_on",
        "until_on",
        "has_rule_making_power",
        "authority",
        "vertical",
        "respondent",
        "issuing_office",
    ),
    digests=("address", "postcode", "phone", "fax", "email", "online_channel", "office_hours"),
)
track(
    "organs.section",
    fields=("organ", "name", "head", "is_disclosure_office", "order", "since_on", "until_on"),
)
track("organs.numberfamily", fields=("organ", "name", "pattern", "first_year", "first", "is_open"))
track(
    "organs.documentnumber",
    fields=("family", "year", "n", "text", "given_on", "voided_on"),
    digests=("void_reason",),
)
track("organs.formername", fields=("organ", "name", "short_name", "until_on"), digests=("document",))
track("organs.succession", fields=("organ", "successor", "since_on"), digests=("functions", "document"))
track("organs.remedybody", fields=("organ", "remedy", "body", "since_on"), digests=("name", "address"))

kinds(
    EventKind("organs.founded", "登记机关“{after[name]}”，上级机关为“{after[parent]}”"),
    EventKind("organs.renamed"),
    EventKind("organs.former_name_kept", "将“{after[name]}”记为“{after[organ]}”的曾用名"),
    EventKind("organs.moved", "将“{subject}”的上级机关由“{before[parent]}”改为“{after[parent]}”"),
    EventKind("organs.followed", "使“{subject}”随上级机关“{organ}”移动"),
    EventKind("organs.contacts_changed"),
    EventKind("organs.particulars_changed"),
    EventKind("organs.merged", "将“{subject}”并入“{facts[into]:organs.organ}”（自{after[until_on]}起）"),
    EventKind(
        "organs.dissolved", "撤销“{subject}”（自{after[until_on]}起），职能由“{facts[into]:organs.organ}”承接"
    ),
    EventKind(
        "organs.functions_passed", "将“{after[organ]}”的职能移交“{after[successor]}”（自{after[since_on]}起）"
    ),
    EventKind(
        "organs.remedy_settled", "将“{after[organ]}”的{after[remedy]}定为“{subject}”（自{after[since_on]}起）"
    ),
    EventKind("organs.section_added", "在“{after[organ]}”设立内设机构“{subject}”"),
    EventKind("organs.section_changed"),
    EventKind("organs.section_closed", "撤销“{organ}”的内设机构“{subject}”（自{after[until_on]}起）"),
    EventKind("organs.numbers_opened", "为“{after[organ]}”启用文号“{after[pattern]}”"),
    EventKind("organs.numbers_closed", "停用“{organ}”的文号“{subject}”"),
    EventKind("organs.number_given", "取得文号“{after[text]}”"),
    EventKind("organs.number_voided", "将文号“{subject}”作废，号码保留"),
    EventKind("organs.imported", "按名册登记机关：新增{facts[new]}个，更改{facts[changed]}个"),
)
acts(
    organs__found="登记机关",
    organs__rename="更改机关名称",
    organs__move="改变上级机关",
    organs__change_contacts="更改机关联系方式",
    organs__change_particulars="更改机关登记事项",
    organs__amend="更改机关",
    organs__merge="合并机关",
    organs__dissolve="撤销机关",
    organs__pass_functions="移交职能",
    organs__settle_remedy="确定复议机关或者管辖法院",
    organs__add_section="设立内设机构",
    organs__change_section="更改内设机构",
    organs__close_section="撤销内设机构",
    organs__open_family="启用文号",
    organs__close_family="停用文号",
    organs__take_number="取文号",
    organs__void_number="作废文号",
    organs__import="按名册登记机关",
)
check("organs.paths", misplaced)
check("organs.numbers", gaps)
