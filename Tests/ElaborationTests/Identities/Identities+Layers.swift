/// Networks of layers, with the layer below and above.
extension Identities {
  static let backprop = Identities(
    name: "a net whose layer is a subscript",
    net: """
      size K = 3
      index k = 1..K
      size n_0 = 4, n_1 = 3, n_2 = 2, n_3 = 3
      h_0 ∈ R^{n_0}
      W_k ∈ R^{n_k × n_{k-1}}
      b_k ∈ R^{n_k}
      y ∈ onehot(n_K)
      a_k = b_k + W_k h_{k-1}
      h_k = sigmoid(a_k)
      L = -Σ_i y_i log softmax(a_K)_i
      parameters θ = (W_k, b_k)
      """,
    holds: #"""
      ∇_{W_k} L = ∇_{a_k} L h_{k-1}ᵀ
      \nabla_{W_k} \mathcal{L}(\theta) = \nabla_{a_k} \mathcal{L}(\theta) \, h_{k-1}^{\top}
      grad_{W_k} L = grad_{a_k} L * h_{k-1}^T
      \frac{\partial L}{\partial W_{kij}} = \frac{\partial L}{\partial a_{ki}} \frac{\partial a_{ki}}{\partial W_{kij}} = \frac{\partial L}{\partial a_{ki}} h_{k-1,j}
      \frac{\partial L}{\partial (W_k)_{ij}} = \frac{\partial L}{\partial (a_k)_i} (h_{k-1})_j
      ∂L/∂b_{ki} = ∂L/∂a_{ki} \frac{\partial a_{ki}}{\partial b_{ki}} = ∂L/∂a_{ki}
      ∇_{b_k} L(θ) = ∇_{a_k} L(θ)
      ∇_{h_k} L = W_{k+1}^T ∇_{a_{k+1}} L
      ∂L/∂h_{kj} = Σ_i W_{k+1,i,j} ∂L/∂a_{k+1,i}
      ∇_{a_k} L = ∇_{h_k} L ⊙ h_k ⊙ (1 - h_k)
      ∇_{a_k} L = W_{k+1}^T ∇_{a_{k+1}} L ⊙ σ'(a_k)
      ∇_{a_k} L = diag(σ'(a_k)) W_{k+1}^T ∇_{a_{k+1}} L
      \frac{\partial h_k}{\partial a_k} = diag(h_k ⊙ (1 - h_k))
      \frac{\partial a_k}{\partial h_{k-1}} = W_k
      \frac{\partial a_{ki}}{\partial W_{kmj}} = δ_{im} h_{k-1,j}
      \frac{\partial h_{ki}}{\partial a_{kj}} = δ_{ij} h_{ki} (1 - h_{kj})
      a_{ki} = b_{ki} + Σ_j W_{kij} h_{k-1,j}
      ∇_{h_{k-2}} L = W_{k-1}^T (h_{k-1} ⊙ (1 - h_{k-1}) ⊙ ∇_{h_{k-1}} L)
      """#,
    fails: #"""
      ∇_{W_k} L = ∇_{a_k} L h_{k-1}
      ∇_{W_k} L = ∇_{a_k} L h_kᵀ
      ∇_{W_k} L = h_{k-1} ∇_{a_k} L^T
      ∇_{W_k} L = -∇_{a_k} L h_{k-1}ᵀ
      ∇_{W_k} L = 2 ∇_{a_k} L h_{k-1}ᵀ
      ∇_{W_k} L = ∇_{h_k} L h_{k-1}ᵀ
      \frac{\partial L}{\partial W_{kij}} = \frac{\partial L}{\partial a_{kj}} h_{k-1,i}
      \frac{\partial L}{\partial W_{kij}} = \frac{\partial L}{\partial a_{ki}} h_{kj}
      \frac{\partial L}{\partial W_{kij}} = \frac{\partial L}{\partial a_{ki}}
      ∇_{b_k} L = ∇_{h_k} L
      ∇_{h_k} L = W_{k+1} ∇_{a_{k+1}} L
      ∇_{h_k} L = W_k^T ∇_{a_k} L
      ∂L/∂h_{kj} = Σ_i W_{k+1,j,i} ∂L/∂a_{k+1,i}
      ∇_{a_k} L = ∇_{h_k} L ⊙ h_k
      ∇_{a_k} L = ∇_{h_k} L ⊙ h_k ⊙ (1 + h_k)
      ∇_{a_k} L = W_{k+1}^T ∇_{a_{k+1}} L ⊙ σ'(h_k)
      ∇_{a_k} L = W_{k+1}^T ∇_{a_{k+1}} L
      \frac{\partial h_{ki}}{\partial a_{kj}} = h_{ki} (1 - h_{kj})
      \frac{\partial a_{ki}}{\partial W_{kmj}} = h_{k-1,j}
      a_{ki} = b_{ki} + Σ_j W_{kji} h_{k-1,j}
      """#,
    unclear: #"""
      layout \frac{\partial a_k}{\partial h_{k-1}} = W_k^T
      free-index \frac{\partial L}{\partial b_{ki}} = \frac{\partial L}{\partial W_{kij}}
      independent \frac{\partial h_k}{\partial a_{k+1}} = 0
      layout \frac{\partial a_k}{\partial W_k} = h_{k-1}
      """#)

  static let superscripts = Identities(
    name: "a net whose layer is a superscript",
    net: #"""
      size L = 3
      index l = 1..L
      size n_l = 3, 4, 2
      size n_0 = 2
      x \in \mathbb{R}^{n_0}
      w^l \in \mathbb{R}^{n_l \times n_{l-1}}
      b^l \in \mathbb{R}^{n_l}
      y \in \mathbb{R}^{n_L}
      a^0 = x
      z^l = w^l a^{l-1} + b^l
      a^l = \sigma(z^l)
      C = \frac{1}{2} \|y - a^L\|^2
      \delta^l = \nabla_{z^l} C
      alias \nabla_a C = \nabla_{a^L} C
      """#,
    holds: #"""
      \delta^L = \nabla_a C \odot \sigma'(z^L)
      \delta^L = (a^L - y) \odot \sigma'(z^L)
      \delta^l = ((w^{l+1})^T \delta^{l+1}) \odot \sigma'(z^l)
      \frac{\partial C}{\partial b^l_j} = \delta^l_j
      \frac{\partial C}{\partial w^l_{jk}} = a^{l-1}_k \delta^l_j
      \delta^L_j = \frac{\partial C}{\partial a^L_j} \sigma'(z^L_j)
      \delta^l_j = \frac{\partial C}{\partial z^l_j}
      \delta^l_j = \sum_k \frac{\partial C}{\partial z^{l+1}_k} \frac{\partial z^{l+1}_k}{\partial z^l_j}
      \frac{\partial z^{l+1}_k}{\partial z^l_j} = w^{l+1}_{kj} \sigma'(z^l_j)
      \delta^l_j = \sum_k w^{l+1}_{kj} \delta^{l+1}_k \sigma'(z^l_j)
      z^l_j = \sum_k w^l_{jk} a^{l-1}_k + b^l_j
      a^l_j = \sigma(\sum_k w^l_{jk} a^{l-1}_k + b^l_j)
      \nabla_{w^l} C = \delta^l (a^{l-1})^T
      \nabla_{w^l} C = \delta^l {a^{l-1}}^T
      \delta^l = \operatorname{diag}(\sigma'(z^l)) (w^{l+1})^T \delta^{l+1}
      C = \frac{1}{2} \sum_j (y_j - a^L_j)^2
      \nabla_x C = (w^1)^T \delta^1
      """#,
    fails: #"""
      \delta^L = \nabla_a C \odot \sigma'(a^L)
      \delta^L = (y - a^L) \odot \sigma'(z^L)
      \delta^l = (w^{l+1} \delta^{l+1}) \odot \sigma'(z^l)
      \delta^l = ((w^l)^T \delta^l) \odot \sigma'(z^l)
      \delta^l = ((w^{l+1})^T \delta^{l+1}) \odot \sigma(z^l)
      \frac{\partial C}{\partial w^l_{jk}} = a^{l-1}_j \delta^l_k
      \frac{\partial C}{\partial w^l_{jk}} = a^l_k \delta^l_j
      \frac{\partial C}{\partial w^l_{jk}} = \delta^l_j
      \delta^l_j = \sum_k w^{l+1}_{jk} \delta^{l+1}_k \sigma'(z^l_j)
      \frac{\partial z^{l+1}_k}{\partial z^l_j} = w^{l+1}_{kj}
      \nabla_{w^l} C = a^{l-1} (\delta^l)^T
      C = \sum_j (y_j - a^L_j)^2
      """#)

  static let bracketed = Identities(
    name: "a net whose layer stands in brackets",
    net: """
      size L = 2
      index l = 1..L
      size n_0 = 3, n_1 = 4, n_2 = 2
      a^{[0]} ∈ R^{n_0}
      W^{[l]} ∈ R^{n_l × n_{l-1}}
      b^{[l]} ∈ R^{n_l}
      y ∈ simplex(n_L)
      z^{[l]} = W^{[l]} a^{[l-1]} + b^{[l]}
      a^{[l]} = tanh(z^{[l]})
      a^{[L]} = softmax(z^{[L]})
      J = -Σ_i y_i log a^{[L]}_i
      """,
    holds: #"""
      \nabla_{z^{[L]}} J = a^{[L]} - y
      \nabla_{W^{[l]}} J = \nabla_{z^{[l]}} J \, a^{[l-1]T}
      \nabla_{W^{[l]}} J = \nabla_{z^{[l]}} J \, (a^{[l-1]})^T
      \nabla_{b^{[l]}} J = \nabla_{z^{[l]}} J
      \nabla_{a^{[l]}} J = W^{[l+1]T} \nabla_{z^{[l+1]}} J
      \nabla_{z^{[1]}} J = W^{[2]T} (a^{[2]} - y) \odot (1 - a^{[1]} \odot a^{[1]})
      \frac{\partial J}{\partial W^{[l]}_{ij}} = \frac{\partial J}{\partial z^{[l]}_i} a^{[l-1]}_j
      """#,
    fails: #"""
      \nabla_{z^{[L]}} J = y - a^{[L]}
      \nabla_{W^{[l]}} J = \nabla_{z^{[l]}} J \, a^{[l-1]}
      \nabla_{W^{[l]}} J = a^{[l-1]} \, (\nabla_{z^{[l]}} J)^T
      \nabla_{a^{[l]}} J = W^{[l]T} \nabla_{z^{[l]}} J
      \nabla_{z^{[1]}} J = W^{[2]T} (a^{[2]} - y) \odot (1 - a^{[1]})
      """#)
}
