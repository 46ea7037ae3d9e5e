"""What the ledger says about signing in. The addresses from which people come are kept as hashes."""

from gongkai.web.ledger.registry import EventKind, acts, kinds

acts(
    accounts__sign_in="登录",
    accounts__change_password="更改口令",
    accounts__reset_password="重置口令",
    accounts__unlock="解除登录锁定",
    accounts__confirm_second_factor="设置第二道登录验证",
    accounts__renew_codes="更换备用码",
    accounts__show_code="通过第二道验证",
    accounts__reset_second_factor="重置第二道登录验证",
    accounts__end_sitting="结束登录",
    accounts__expire="结束过期的登录",
    accounts__set_password="设定口令",
    accounts__sign_out="退出登录",
    accounts__reseal="用新的密钥加密第二道验证的密钥",
)
kinds(
    EventKind("accounts.signed_in", "登录"),
    EventKind("accounts.signed_in_with_code", "登录，并通过第二道验证"),
    EventKind("accounts.recovery_code_used", "登录，第二道验证用了一个备用码，还剩{facts[left]}个"),
    EventKind("accounts.sign_in_failed", "（未登录）有人以{subject}的登录名登录，口令不正确"),
    EventKind("accounts.unknown_sign_in_failed", "（未登录）有人以不存在的登录名登录"),
    EventKind(
        "accounts.more_failed", "（未登录）这一小时内，以{subject}的登录名登录还有输错的，不再逐次记录"
    ),
    EventKind(
        "accounts.more_unknown_failed", "（未登录）这一小时内，还有人以不存在的登录名登录，不再逐次记录"
    ),
    EventKind("accounts.place_waits", "（未登录）有一个地址多次输错口令，暂停从那里登录"),
    EventKind("accounts.more_places_wait", "（未登录）这一小时内，还有别的地址暂停登录，不再逐次记录"),
    EventKind("accounts.code_shown", "在登录期间通过第二道验证"),
    EventKind("accounts.code_failed", "{subject}登录时，第二道验证的验证码不正确"),
    EventKind("accounts.locked", "（未登录）{subject}的登录因多次输错而锁定"),
    EventKind("accounts.unknown_locked", "（未登录）不存在的登录名因多次输错而锁定"),
    EventKind("accounts.unlocked", "解除{subject}的登录锁定"),
    EventKind("accounts.signed_out", "退出登录"),
    EventKind("accounts.sitting_ended", "{subject}的登录结束：{facts[because]}"),
    EventKind("accounts.password_changed", "更改自己的口令"),
    EventKind("accounts.password_set", "设定{subject}的口令"),
    EventKind("accounts.password_reset", "重置{subject}的口令，下次登录时须更改"),
    EventKind("accounts.second_factor_set", "设置第二道登录验证"),
    EventKind("accounts.codes_renewed", "更换自己的备用码"),
    EventKind("accounts.second_factor_reset", "重置{subject}的第二道登录验证，须重新设置"),
    EventKind("accounts.resealed", "用新的密钥加密第二道验证的密钥，共{facts[count]}个"),
)
