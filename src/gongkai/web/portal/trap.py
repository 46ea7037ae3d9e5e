"""The field that no person sees."""

from django import forms


class Trap(forms.Form):
    """People leave `website` empty: it is not shown. Programs fill in everything."""

    website = forms.CharField(label="请留空", required=False)

    def clean_website(self) -> str:
        """Empty, or no person has filled it in."""
        if self.cleaned_data["website"]:
            raise forms.ValidationError("写着“请留空”的一栏请清空。")
        return ""
